package io.crossfade.control.job;

import io.crossfade.control.job.TargetShape.ConstraintCopy;
import io.crossfade.control.job.TargetShape.IndexCopy;
import io.crossfade.control.store.SourceConstraint;
import io.crossfade.migration.ColumnMapping;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Moves what constrains the source to the target, and back. */
final class SwitchConstraints {

    private final JobScene scene;

    SwitchConstraints(JobScene scene) {
        this.scene = scene;
    }

    /** Gives the target every constraint of the source, validated, each without a long lock. */
    void constrainTarget() throws SQLException {
        TableFacts table = scene.table();
        TargetShape shape = scene.shape(table);
        new TargetIndexes(scene.run(), scene.session(), scene.change(), table)
                .build(shape.indexes().stream().filter(IndexCopy::unique).toList());
        for (ConstraintCopy copy : shape.constraints()) {
            addValidated(table, copy.name(), copy.definition(), copy.validated());
        }
        for (ColumnMapping column : scene.columns()) {
            if (scene.run().facts().notNull().contains(column.source())) {
                requireValue(table, column.target());
            }
        }
    }

    /** Takes from the source what would refuse a row that has no value in it any more. Remembers it first. */
    void releaseSource() throws SQLException {
        JobRun run = scene.run();
        TableFacts table = scene.table();
        List<SourceConstraint> constraints = new ArrayList<>();
        for (ConstraintCopy copy : scene.shape(table).constraints()) {
            constraints.add(new SourceConstraint(copy.original(), copy.originalDefinition()));
        }
        boolean notNull = scene.columns().stream()
                .anyMatch(column -> table.require(column.source()).notNull());
        if (constraints.isEmpty() && !notNull) {
            return;
        }
        run.saveFacts(facts -> {
            List<SourceConstraint> all = new ArrayList<>(facts.sourceConstraints());
            constraints.stream().filter(constraint -> !all.contains(constraint)).forEach(all::add);
            return facts.withSourceConstraints(all);
        });
        run.stopPoint("switch:source-remembered");
        List<String> statements = new ArrayList<>();
        for (SourceConstraint constraint : constraints) {
            statements.add(
                    "ALTER TABLE " + table.sql() + " DROP CONSTRAINT IF EXISTS " + Quoting.name(constraint.name()));
        }
        for (ColumnMapping column : scene.columns()) {
            statements.add("ALTER TABLE " + table.sql() + " ALTER COLUMN " + Quoting.name(column.source())
                    + " DROP NOT NULL");
        }
        scene.change().underLock(statements);
        run.stopPoint("switch:source-released");
    }

    /** Gives the source back what {@link #releaseSource} took, on the way back to where it is read. */
    void constrainSource() throws SQLException {
        TableFacts table = scene.table();
        for (SourceConstraint constraint : scene.run().facts().sourceConstraints()) {
            addValidated(
                    table,
                    constraint.name(),
                    constraint.definition(),
                    !constraint.definition().endsWith(" NOT VALID"));
        }
        for (ColumnMapping column : scene.columns()) {
            if (scene.run().facts().notNull().contains(column.source())) {
                requireValue(table, column.source());
            }
        }
    }

    /**
     * Takes from the target what it was given, on the way back to where it isn't written. Before it isn't, or else rows
     * without a value in it would be refused.
     */
    void releaseTarget() throws SQLException {
        TableFacts table = scene.table();
        TargetShape shape = scene.shape(table);
        String alter = "ALTER TABLE " + table.sql();
        List<String> statements = new ArrayList<>();
        for (SourceConstraint constraint : scene.run().facts().sourceConstraints()) {
            statements.add(
                    alter + " DROP CONSTRAINT IF EXISTS " + Quoting.name(CopyName.of(constraint.name())));
        }
        for (ConstraintCopy copy : shape.constraints()) {
            statements.add(alter + " DROP CONSTRAINT IF EXISTS " + Quoting.name(copy.name()));
        }
        List<IndexCopy> unique =
                shape.indexes().stream().filter(IndexCopy::unique).toList();
        for (IndexCopy copy : unique) {
            statements.add(alter + " DROP CONSTRAINT IF EXISTS " + Quoting.name(copy.name()));
        }
        for (ColumnMapping column : scene.columns()) {
            if (table.column(column.target()).isPresent()) {
                statements.add(
                        alter + " ALTER COLUMN " + Quoting.name(column.target()) + " DROP NOT NULL");
                statements.add(alter + " DROP CONSTRAINT IF EXISTS " + Quoting.name(notNullCheck(column.target())));
            }
        }
        scene.change().underLock(statements);
        for (IndexCopy copy : unique) {
            scene.change()
                    .patiently("DROP INDEX CONCURRENTLY IF EXISTS "
                            + Quoting.name(table.id().schema()) + "." + Quoting.name(copy.name()));
        }
        scene.run().stopPoint("switch:target-released");
    }

    private static String notNullCheck(String column) {
        return CopyName.of("crossfade_" + column + "_not_null");
    }

    private void addValidated(TableFacts table, String name, String definition, boolean validated)
            throws SQLException {
        JobRun run = scene.run();
        String alter = "ALTER TABLE " + table.sql();
        if (!constraintIs(table, name, false)) {
            boolean marked = definition.endsWith(" NOT VALID") || definition.endsWith(" NOT ENFORCED");
            run.save(job -> job.atStep("add constraint " + name, 0, 0, run.now()));
            scene.change()
                    .underLock(List.of(alter + " ADD CONSTRAINT " + Quoting.name(name) + " " + definition
                            + (marked ? "" : " NOT VALID")));
            run.stopPoint("switch:constraint-added");
        }
        if (validated && !constraintIs(table, name, true)) {
            run.save(job -> job.atStep("validate constraint " + name, 0, 0, run.now()));
            scene.change().patiently(alter + " VALIDATE CONSTRAINT " + Quoting.name(name));
            run.stopPoint("switch:constraint-validated");
        }
    }

    /** SET NOT NULL scans the table under an exclusive lock, unless a validated check has proved the same. */
    private void requireValue(TableFacts table, String column) throws SQLException {
        if (table.require(column).notNull()) {
            return;
        }
        String check = notNullCheck(column);
        addValidated(table, check, "CHECK (" + Quoting.name(column) + " IS NOT NULL)", true);
        scene.change()
                .underLock(List.of(
                        "ALTER TABLE " + table.sql() + " ALTER COLUMN " + Quoting.name(column) + " SET NOT NULL",
                        "ALTER TABLE " + table.sql() + " DROP CONSTRAINT " + Quoting.name(check)));
        scene.run().stopPoint("switch:not-null-set");
    }

    private boolean constraintIs(TableFacts table, String name, boolean validated) throws SQLException {
        return Rows.one(
                        scene.connection(),
                        "SELECT convalidated FROM pg_constraint WHERE conrelid = ?::oid AND conname = ?",
                        row -> row.getBoolean(1),
                        table.oid(),
                        name)
                .filter(state -> state || !validated)
                .isPresent();
    }
}
