package io.crossfade.control.job;

import io.crossfade.control.job.TargetShape.IndexCopy;
import io.crossfade.control.store.SourceConstraint;
import io.crossfade.migration.CopyName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Drops the source and gives the target's indexes and constraints the names that become free. In one transaction. */
final class ContractJob {

    private final JobScene scene;

    ContractJob(JobScene scene) {
        this.scene = scene;
    }

    void run() throws SQLException {
        TableFacts table = scene.table();
        List<String> left = scene.sources().stream()
                .filter(column -> table.column(column).isPresent())
                .toList();
        List<TargetColumn> marked = scene.targets().stream()
                .filter(column -> Marker.marks(
                        scene.migration().name(), table.require(column.name()).comment()))
                .toList();
        if (left.isEmpty() && marked.isEmpty()) {
            return;
        }
        List<String> dependents =
                new Dependents(scene.session(), table, scene.run().facts().unaffected()).of(left);
        if (!dependents.isEmpty()) {
            throw new JobFailedException("the source can't be dropped: " + String.join("; ", dependents));
        }
        String alter = "ALTER TABLE " + table.sql();
        List<String> statements = new ArrayList<>();
        if (scene.run().facts().triggers()) {
            statements.addAll(new SyncTrigger(scene.migration(), table).dropped());
        }
        for (String column : left) {
            statements.add(alter + " DROP COLUMN " + Quoting.name(column));
        }
        statements.addAll(renames(table, alter));
        for (TargetColumn column : marked) {
            String comment = Marker.without(table.require(column.name()).comment());
            statements.add("COMMENT ON COLUMN " + table.sql() + "." + Quoting.name(column.name()) + " IS "
                    + (comment == null ? "NULL" : Quoting.text(comment)));
        }
        JobRun run = scene.run();
        run.save(job -> job.atStep("drop the source", 0, 0, run.now()));
        run.stopPoint("contract:before-drop");
        scene.change().underLock(statements);
        run.stopPoint("contract:dropped");
    }

    private List<String> renames(TableFacts table, String alter) throws SQLException {
        List<String> statements = new ArrayList<>();
        Set<String> constraints = new HashSet<>(Rows.all(
                scene.connection(),
                "SELECT conname FROM pg_constraint WHERE conrelid = ?::oid",
                row -> row.getString(1),
                table.oid()));
        Set<String> indexes = new HashSet<>(Rows.all(
                scene.connection(),
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ?::oid",
                row -> row.getString(1),
                table.oid()));
        for (IndexCopy copy : scene.shape(table).indexes()) {
            if (copy.carried() && !copy.unique() && indexes.contains(copy.name())) {
                statements.add(renameIndex(table, copy.name(), copy.original()));
            }
        }
        for (SourceConstraint constraint : scene.run().facts().sourceConstraints()) {
            String copy = CopyName.of(constraint.name());
            if (constraints.contains(copy)) {
                statements.add(renameConstraint(alter, copy, constraint.name()));
            } else if (indexes.contains(copy)) {
                statements.add(renameIndex(table, copy, constraint.name()));
            }
        }
        return statements;
    }

    private static String renameIndex(TableFacts table, String from, String to) {
        return "ALTER INDEX " + Quoting.name(table.id().schema()) + "." + Quoting.name(from) + " RENAME TO "
                + Quoting.name(to);
    }

    private static String renameConstraint(String alter, String from, String to) {
        return alter + " RENAME CONSTRAINT " + Quoting.name(from) + " TO " + Quoting.name(to);
    }
}
