package io.crossfade.control.job;

import io.crossfade.control.job.TargetShape.IndexCopy;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Builds the target's indexes without locking writers out, and again if an attempt was cut off. */
final class TargetIndexes {

    private static final String EXISTING =
            """
            SELECT i.indisvalid AND i.indisready AS valid, i.indrelid = ?::oid AS ours,
                   right(pg_get_indexdef(i.indexrelid), length(?)) = ? AS same
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid
            WHERE n.nspname = ? AND c.relname = ?
            """;

    private final JobRun run;
    private final Session session;
    private final SchemaChange change;
    private final TableFacts table;

    TargetIndexes(JobRun run, Session session, SchemaChange change, TableFacts table) {
        this.run = run;
        this.session = session;
        this.change = change;
        this.table = table;
    }

    void build(List<IndexCopy> copies) throws SQLException {
        for (IndexCopy copy : copies) {
            build(copy);
            if (!copy.constraint().isEmpty()) {
                attachConstraint(copy);
            }
        }
    }

    private record Existing(boolean valid, boolean ours, boolean same) {}

    private void build(IndexCopy copy) throws SQLException {
        Optional<Existing> existing = existing(copy);
        if (existing.isPresent()) {
            if (!existing.get().ours() || !existing.get().same()) {
                throw new JobFailedException("the name " + copy.name() + " is needed for the target's copy of index "
                        + copy.original() + ", but something else has it; rename or drop that");
            }
            if (existing.get().valid()) {
                return;
            }
            change.patiently("DROP INDEX CONCURRENTLY IF EXISTS " + qualified(copy.name()));
        }
        run.save(job -> job.atStep("build index " + copy.name(), 0, 0, run.now()));
        run.stopPoint("index:before-build");
        change.patiently("CREATE " + (copy.unique() ? "UNIQUE " : "") + "INDEX CONCURRENTLY "
                + Quoting.name(copy.name()) + " ON " + table.sql() + " " + copy.tail());
        run.stopPoint("index:built");
    }

    private Optional<Existing> existing(IndexCopy copy) throws SQLException {
        return session.reading(connection -> Rows.one(
                connection,
                EXISTING,
                row -> new Existing(row.getBoolean("valid"), row.getBoolean("ours"), row.getBoolean("same")),
                table.oid(),
                copy.tail(),
                copy.tail(),
                table.id().schema(),
                copy.name()));
    }

    private void attachConstraint(IndexCopy copy) throws SQLException {
        boolean attached = Rows.one(
                        session.connection(),
                        "SELECT 1 FROM pg_constraint WHERE conrelid = ?::oid AND conname = ?",
                        row -> true,
                        table.oid(),
                        copy.name())
                .isPresent();
        if (!attached) {
            change.underLock(List.of("ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + Quoting.name(copy.name())
                    + " UNIQUE USING INDEX " + Quoting.name(copy.name()) + copy.attributes()));
            run.stopPoint("index:constraint-attached");
        }
    }

    private String qualified(String name) {
        return Quoting.name(table.id().schema()) + "." + Quoting.name(name);
    }
}
