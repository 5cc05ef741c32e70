package io.crossfade.measure;

import io.crossfade.sql.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the planner makes of corpora, as a page of Markdown: for each statement that touches a table, columns that it
 * names are renamed, retyped, split or merged, one at a time, for code of the source and of the target, and it is planned
 * in every phase. What comes out has to be accepted by the database's own parser.
 *
 * <p>Arguments: the directory; {@code roles.mjs}; for the corpora of MySQL and MariaDB, {@code mysql=} and
 * {@code mariadb=} with the JDBC URL of a server's empty database; {@code every=} and a number, to take every so many-th
 * statement of an accepted corpus only.
 */
public final class PlanMeasure {

    private static final int COLUMNS_EACH = 2;

    private PlanMeasure() {}

    public static void main(String[] arguments) throws SQLException {
        Map<Dialect, Connection> servers = new EnumMap<>(Dialect.class);
        int every = 1;
        for (int i = 2; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            if (arguments[i].startsWith("every=")) {
                every = Integer.parseInt(arguments[i].substring(equals + 1));
                continue;
            }
            Dialect dialect = arguments[i].startsWith("mysql=") ? Dialect.MYSQL : Dialect.MARIADB;
            servers.put(dialect, DriverManager.getConnection(arguments[i].substring(equals + 1)));
        }
        try (PostgresRoles postgres = new PostgresRoles(Path.of(arguments[1]))) {
            Acceptance acceptance = (dialect, sql) -> (dialect.isMySql()
                            ? ServerSyntax.accepts(dialect, servers.get(dialect), sql)
                            : postgres.accepts(sql))
                    ? ""
                    : "syntax error";
            for (CorpusFile file : CorpusFile.accepted(Path.of(arguments[0]))) {
                List<CorpusStatement> statements = everyNth(file.statements(), every);
                for (Change change : Change.values()) {
                    for (boolean adopted : List.of(false, true)) {
                        RefusalMeasure measure = new RefusalMeasure(acceptance, change, adopted, COLUMNS_EACH);
                        statements.forEach(measure::add);
                        measure.print(file.name(), System.out);
                    }
                }
            }
            for (CorpusFile file : CorpusFile.rejected(Path.of(arguments[0]))) {
                for (Change change : List.of(Change.RENAME, Change.SPLIT)) {
                    RefusalMeasure measure = new RefusalMeasure(acceptance, change, false, COLUMNS_EACH);
                    file.statements().forEach(measure::addRejected);
                    measure.printRejected(file.name(), System.out);
                }
            }
        }
    }

    private static List<CorpusStatement> everyNth(List<CorpusStatement> statements, int every) {
        return IntStream.range(0, statements.size())
                .filter(i -> i % every == 0)
                .mapToObj(statements::get)
                .toList();
    }
}
