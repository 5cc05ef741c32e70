package io.crossfade.control.job;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Builds indexes without locking writers out, and again if an attempt was cut off. */
final class Indexes {

    private static final String EXISTING = """
            SELECT i.indisvalid AND i.indisready AS valid, i.indrelid = ?::oid AS ours,
                   right(pg_get_indexdef(i.indexrelid), length(?)) = ? AS same
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid
            WHERE n.nspname = ? AND c.relname = ?
            """;

    private final JobRun run;
    private final Session session;
    private final SchemaChange change;
    private final TableFacts table;

    Indexes(JobScene scene, TableFacts table) {
        this.run = scene.run();
        this.session = scene.session();
        this.change = scene.change();
        this.table = table;
    }

    /**
     * An index to build.
     *
     * @param constraint whether a unique constraint is made of it
     * @param attributes of that constraint
     * @param tail what stands behind {@code CREATE INDEX name ON table}
     */
    record Build(String name, boolean unique, boolean constraint, String attributes, String tail) {}

    void build(List<Build> builds) throws SQLException {
        for (Build build : builds) {
            build(build);
            if (build.constraint()) {
                attachConstraint(build);
            }
        }
    }

    private record Existing(boolean valid, boolean ours, boolean same) {}

    private void build(Build build) throws SQLException {
        Optional<Existing> existing = existing(build);
        if (existing.isPresent()) {
            if (!existing.get().ours() || !existing.get().same()) {
                throw new JobFailedException("an index " + build.name() + " is to be built on " + table.id()
                        + ", but something else has that name; rename or drop it, then advance again");
            }
            if (existing.get().valid()) {
                return;
            }
            change.patiently("DROP INDEX CONCURRENTLY IF EXISTS " + qualified(build.name()));
        }
        run.save(job -> job.atStep("build index " + build.name(), 0, 0, run.now()));
        run.stopPoint("index:before-build");
        change.patiently("CREATE " + (build.unique() ? "UNIQUE " : "") + "INDEX CONCURRENTLY "
                + Quoting.name(build.name()) + " ON " + table.sql() + " " + build.tail());
        run.stopPoint("index:built");
    }

    private Optional<Existing> existing(Build build) throws SQLException {
        return session.reading(connection -> Rows.one(
                connection,
                EXISTING,
                row -> new Existing(row.getBoolean("valid"), row.getBoolean("ours"), row.getBoolean("same")),
                table.oid(),
                build.tail(),
                build.tail(),
                table.id().schema(),
                build.name()));
    }

    private void attachConstraint(Build build) throws SQLException {
        boolean attached = Rows.one(
                        session.connection(),
                        "SELECT 1 FROM pg_constraint WHERE conrelid = ?::oid AND conname = ?",
                        row -> true,
                        table.oid(),
                        build.name())
                .isPresent();
        if (!attached) {
            change.underLock(List.of("ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + Quoting.name(build.name())
                    + " UNIQUE USING INDEX " + Quoting.name(build.name()) + build.attributes()));
            run.stopPoint("index:constraint-attached");
        }
    }

    private String qualified(String name) {
        return Quoting.name(table.id().schema()) + "." + Quoting.name(name);
    }
}
