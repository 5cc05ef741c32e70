package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The statements that {@code pg_stat_statements} has seen in this database. */
final class PgStatStatements {

    /** Enough for what it keeps by default. */
    private static final int MOST = 10_000;

    private static final String SCHEMA = """
            SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'pg_stat_statements'
            """;

    private static final String STATEMENTS = """
            SELECT s.query, sum(s.calls)::bigint
            FROM %s.pg_stat_statements s
            WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            GROUP BY s.query
            ORDER BY 2 DESC
            LIMIT\s""" + MOST;

    /** Words before which only a constant can stand, so that a parameter there was one. */
    private static final Set<String> TYPES =
            Set.of("INTERVAL", "DATE", "TIME", "TIMESTAMP", "TIMESTAMPTZ", "TIMETZ", "ZONE");

    private PgStatStatements() {}

    static List<RecordedStatement> read(Connection connection) throws SQLException {
        String schema = Rows.one(connection, SCHEMA, row -> row.getString(1))
                .orElseThrow(
                        () -> new RefusedException(
                                "the database records no statements",
                                List.of(
                                        "pg_stat_statements isn't installed in it: add it to shared_preload_libraries and run"
                                                + " CREATE EXTENSION pg_stat_statements, or give the statements in a file with --sql")));
        return Rows.all(
                connection,
                STATEMENTS.formatted(schema),
                row -> new RecordedStatement(withMarkers(row.getString(1)), row.getLong(2)));
    }

    /**
     * With JDBC's markers for the numbered parameters that replace constants. Where a type stands before one, as in {@code
     * interval $1}, only a constant can have been.
     */
    static String withMarkers(String sql) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        String before = "";
        for (Scanner.Token token : Scanner.tokens(SqlMode.of(Dialect.POSTGRESQL), sql)) {
            Span span = token.span();
            String word = span.of(sql);
            if (token.kind() == Scanner.Kind.VARIABLE) {
                text.append(sql, done, span.start()).append(TYPES.contains(before) ? "''" : "?");
                done = span.end();
            }
            before = word.toUpperCase(Locale.ROOT);
        }
        return text.append(sql, done, sql.length()).toString();
    }
}
