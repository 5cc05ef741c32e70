package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What every job works with: its run, its session and the table as it is now. */
record JobScene(JobRun run, Session session, SchemaChange change, DatabaseConfig config, JobToken token) {

    Migration migration() {
        return run.migration();
    }

    /** The columns that the migration makes. */
    List<TargetColumn> targets() {
        return TargetColumn.of(migration());
    }

    /** The columns that the migration drops in the end. */
    List<String> sources() {
        return TargetColumn.sources(migration());
    }

    Connection connection() {
        return session.connection();
    }

    TableFacts table() throws SQLException {
        return session.reading(
                        connection -> TableFacts.read(connection, migration().table()))
                .orElseThrow(() -> new JobFailedException(
                        "table " + migration().table() + " is gone; somebody has changed it outside the migration"));
    }

    TargetShape shape(TableFacts table) {
        return new TargetShape(session, table, migration());
    }

    /** So that whoever looks at the database's activity knows whose statement this is. */
    String comment() {
        return "/* crossfade " + migration().name() + " */ ";
    }

    /** The rows there are, nearly. */
    long estimateRows(TableFacts table) throws SQLException {
        return estimateRows(connection(), table, comment());
    }

    static long estimateRows(Connection connection, TableFacts table, String comment) throws SQLException {
        long estimate = Rows.one(
                        connection,
                        "SELECT reltuples::bigint FROM pg_class WHERE oid = ?::oid",
                        row -> row.getLong(1),
                        table.oid())
                .orElse(0L);
        if (estimate >= 200_000) {
            return estimate;
        }
        return Rows.one(connection, comment + "SELECT count(*) FROM " + table.sql(), row -> row.getLong(1))
                .orElse(0L);
    }
}
