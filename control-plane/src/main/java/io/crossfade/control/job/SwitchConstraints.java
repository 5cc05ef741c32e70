package io.crossfade.control.job;

import io.crossfade.control.job.TargetShape.ConstraintCopy;
import io.crossfade.control.job.TargetShape.IndexCopy;
import io.crossfade.control.store.SourceConstraint;
import io.crossfade.control.store.SourceConstraint.Kind;
import io.crossfade.migration.CopyName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Moves what constrains the source to the target, and back. */
final class SwitchConstraints {

    private final JobScene scene;

    SwitchConstraints(JobScene scene) {
        this.scene = scene;
    }

    /** Gives the target every other constraint of the source, validated, each without a long lock. */
    void bindTarget() throws SQLException {
        TableFacts table = scene.table();
        TargetShape shape = scene.shape(table);
        for (ConstraintCopy copy : shape.constraints()) {
            if (copy.carried()) {
                addValidated(table, copy.name(), copy.definition(), copy.validated());
            }
        }
        for (TargetColumn column : scene.targets()) {
            if (column.required(scene.run().facts())) {
                requireValue(table, column.name());
            }
        }
    }

    /**
     * Takes from the source what would refuse a row for a value that nobody writes any more. Remembers it first.
     *
     * <p>Its unique indexes too: with old values in them, they would find duplicates that aren't.
     */
    void releaseSource() throws SQLException {
        JobRun run = scene.run();
        TableFacts table = scene.table();
        TargetShape shape = scene.shape(table);
        List<SourceConstraint> present = Stream.concat(
                        shape.constraints().stream().map(SwitchConstraints::remembered),
                        shape.indexes().stream().filter(IndexCopy::unique).map(SwitchConstraints::remembered))
                .toList();
        run.saveFacts(facts -> {
            List<SourceConstraint> all = new ArrayList<>(facts.sourceConstraints());
            present.stream().filter(constraint -> !all.contains(constraint)).forEach(all::add);
            return facts.releasing(all);
        });
        run.stopPoint("switch:source-remembered");
        List<String> statements = new ArrayList<>();
        for (SourceConstraint constraint : present) {
            statements.add(
                    constraint.kind() == Kind.UNIQUE_INDEX
                            ? "DROP INDEX " + qualified(table, constraint.name())
                            : alter(table) + " DROP CONSTRAINT " + Quoting.name(constraint.name()));
        }
        for (String column : scene.sources()) {
            if (table.require(column).notNull()) {
                statements.add(alter(table) + " ALTER COLUMN " + Quoting.name(column) + " DROP NOT NULL");
            }
        }
        if (!statements.isEmpty()) {
            scene.change().underLock(statements);
        }
        run.stopPoint("switch:source-released");
    }

    private static SourceConstraint remembered(ConstraintCopy copy) {
        return new SourceConstraint(Kind.CONDITION, copy.original(), copy.originalDefinition(), "");
    }

    private static SourceConstraint remembered(IndexCopy copy) {
        Kind kind = copy.constraint().isEmpty() ? Kind.UNIQUE_INDEX : Kind.UNIQUE_CONSTRAINT;
        return new SourceConstraint(kind, copy.original(), copy.originalTail(), copy.attributes());
    }

    /** Gives the source back what {@link #releaseSource} took. */
    void restoreSource() throws SQLException {
        TableFacts table = scene.table();
        for (SourceConstraint constraint : scene.run().facts().sourceConstraints()) {
            if (constraint.kind() == Kind.CONDITION) {
                boolean validated = !constraint.definition().endsWith(" NOT VALID");
                addValidated(table, constraint.name(), constraint.definition(), validated);
            } else {
                boolean attached = constraint.kind() == Kind.UNIQUE_CONSTRAINT;
                new Indexes(scene, table)
                        .build(List.of(new Indexes.Build(
                                constraint.name(), true, attached, constraint.attributes(), constraint.definition())));
            }
        }
        for (String column : scene.sources()) {
            if (scene.run().facts().notNull().contains(column)) {
                requireValue(table, column);
            }
        }
        scene.run().saveFacts(facts -> facts.restored());
        scene.run().stopPoint("switch:source-restored");
    }

    /**
     * Takes from the target what would refuse a row that has no value in it, on the way back to where it isn't written.
     * Unique indexes stay: they are needed as soon as it goes forward again, and refuse nothing meanwhile.
     */
    void releaseTarget() throws SQLException {
        TableFacts table = scene.table();
        List<String> statements = new ArrayList<>();
        for (SourceConstraint constraint : scene.run().facts().sourceConstraints()) {
            if (constraint.kind() == Kind.CONDITION) {
                statements.add(dropConstraint(table, CopyName.of(constraint.name())));
            }
        }
        for (ConstraintCopy copy : scene.shape(table).constraints()) {
            statements.add(dropConstraint(table, copy.name()));
        }
        for (TargetColumn column : scene.targets()) {
            statements.add(alter(table) + " ALTER COLUMN " + Quoting.name(column.name()) + " DROP NOT NULL");
            statements.add(dropConstraint(table, notNullCheck(column.name())));
        }
        if (!statements.isEmpty()) {
            scene.change().underLock(statements);
        }
    }

    /** Drops the target's unique indexes, if they are there. */
    void dropUniqueCopies(TableFacts table, List<IndexCopy> copies) throws SQLException {
        for (IndexCopy copy : copies) {
            boolean exists = copy.unique()
                    && Rows.one(
                                    scene.connection(),
                                    "SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                            + " JOIN pg_index i ON i.indexrelid = c.oid AND i.indrelid = ?::oid"
                                            + " WHERE n.nspname = ? AND c.relname = ?",
                                    row -> true,
                                    table.oid(),
                                    table.id().schema(),
                                    copy.name())
                            .isPresent();
            if (exists) {
                scene.change().underLock(List.of(dropConstraint(table, copy.name())));
                scene.change().patiently("DROP INDEX CONCURRENTLY IF EXISTS " + qualified(table, copy.name()));
            }
        }
    }

    private void addValidated(TableFacts table, String name, String definition, boolean validated) throws SQLException {
        JobRun run = scene.run();
        if (!constraintIs(table, name, false)) {
            boolean marked = definition.endsWith(" NOT VALID") || definition.endsWith(" NOT ENFORCED");
            run.save(job -> job.atStep("add constraint " + name, 0, 0, run.now()));
            scene.change()
                    .underLock(List.of(alter(table) + " ADD CONSTRAINT " + Quoting.name(name) + " " + definition
                            + (marked ? "" : " NOT VALID")));
            run.stopPoint("switch:constraint-added");
        }
        if (validated && !constraintIs(table, name, true)) {
            run.save(job -> job.atStep("validate constraint " + name, 0, 0, run.now()));
            scene.change().patiently(alter(table) + " VALIDATE CONSTRAINT " + Quoting.name(name));
            run.stopPoint("switch:constraint-validated");
        }
    }

    /** SET NOT NULL scans the table under an exclusive lock, unless a validated check has proved the same. */
    private void requireValue(TableFacts table, String column) throws SQLException {
        String check = notNullCheck(column);
        if (!table.require(column).notNull()) {
            addValidated(table, check, "CHECK (" + Quoting.name(column) + " IS NOT NULL)", true);
            scene.change()
                    .underLock(List.of(
                            alter(table) + " ALTER COLUMN " + Quoting.name(column) + " SET NOT NULL",
                            dropConstraint(table, check)));
            scene.run().stopPoint("switch:not-null-set");
        }
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

    private static String notNullCheck(String column) {
        return CopyName.of("crossfade_" + column + "_not_null");
    }

    private static String alter(TableFacts table) {
        return "ALTER TABLE " + table.sql();
    }

    private static String dropConstraint(TableFacts table, String name) {
        return alter(table) + " DROP CONSTRAINT IF EXISTS " + Quoting.name(name);
    }

    private static String qualified(TableFacts table, String name) {
        return Quoting.name(table.id().schema()) + "." + Quoting.name(name);
    }
}
