package io.crossfade.measure;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.RefusedException;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether MySQL and MariaDB prepare what the planner makes of a corpus on tables that are there: for each statement the
 * tables it names are made with the columns it names, and if the server prepares the statement itself, it has to
 * prepare what becomes of it in each phase, on the table as it is in that phase.
 *
 * <p>Arguments: the directory; {@code mysql=} or {@code mariadb=} with the JDBC URL of a server; {@code every=} and a number. The
 * databases that the statements name are dropped and made anew: use a server that has nothing else.
 */
public final class PrepareMeasure {

    private static final int COLUMNS_EACH = 2;
    private static final int EXAMPLES = 5;

    private static final Set<String> OF_THE_SERVER = Set.of("information_schema", "mysql", "performance_schema", "sys");

    private final Dialect dialect;
    private final Statement server;
    private final Set<String> databases = new HashSet<>();
    private final Map<String, List<String>> objections = new TreeMap<>();
    private final List<String> refusals = new ArrayList<>();
    private int prepared;
    private int tried;
    private int plans;

    private PrepareMeasure(Dialect dialect, Statement server) {
        this.dialect = dialect;
        this.server = server;
    }

    private void use() throws SQLException {
        server.execute("CREATE DATABASE IF NOT EXISTS " + dialect.quote(NamedColumns.SCHEMA) + " CHARACTER SET latin1");
        server.execute("USE " + dialect.quote(NamedColumns.SCHEMA));
    }

    public static void main(String[] arguments) throws SQLException {
        int equals = arguments[1].indexOf('=');
        Dialect dialect = arguments[1].startsWith("mysql=") ? Dialect.MYSQL : Dialect.MARIADB;
        int every = Integer.parseInt(arguments[2].substring("every=".length()));
        try (Connection connection = DriverManager.getConnection(arguments[1].substring(equals + 1));
                Statement server = connection.createStatement()) {
            for (CorpusFile file : CorpusFile.accepted(Path.of(arguments[0]))) {
                if (!file.name().startsWith(arguments[1].substring(0, equals) + "-")) {
                    continue;
                }
                PrepareMeasure measure = new PrepareMeasure(dialect, server);
                measure.use();
                List<CorpusStatement> statements = file.statements();
                for (int i = 0; i < statements.size(); i += every) {
                    measure.add(statements.get(i).sql());
                }
                measure.print(file.name());
            }
        }
    }

    private void add(String sql) throws SQLException {
        Map<TableId, Set<String>> named;
        try {
            named = NamedColumns.of(dialect, SqlParser.parse(dialect, sql).get(0));
        } catch (SqlSyntaxException e) {
            return;
        }
        List<Imagined> all = Imagined.all(dialect, named);
        if (all.isEmpty()) {
            return;
        }
        tried++;
        Map<TableId, Set<String>> tables = all.get(0).tables();
        for (Map.Entry<TableId, Set<String>> table : tables.entrySet()) {
            if (!create(table.getKey(), table.getValue())) {
                return;
            }
        }
        if (!prepare(sql).isEmpty()) {
            return;
        }
        prepared++;
        int step = Math.max(1, all.size() / COLUMNS_EACH);
        for (int i = 0, count = 0; i < all.size() && count < COLUMNS_EACH; i += step, count++) {
            for (Change change : Change.values()) {
                check(sql, all.get(i), change, false);
                check(sql, all.get(i), change, true);
            }
            create(all.get(i).table(), tables.get(all.get(i).table()));
        }
    }

    private void check(String sql, Imagined imagined, Change change, boolean adopted) throws SQLException {
        ColumnMapping mapping = imagined.mapping(change, adopted);
        Map<String, Phase> texts = new LinkedHashMap<>();
        String last = sql;
        try {
            for (Phase phase : Phase.values()) {
                String sent = imagined.planner(change, adopted, phase)
                        .plan(sql, KeyRequest.NONE)
                        .sql();
                if (phase == Phase.COMPLETE) {
                    last = sent;
                } else {
                    texts.putIfAbsent(sent, phase);
                }
            }
        } catch (RefusedException e) {
            refusals.add(change + (adopted ? " adopted" : "") + ": " + e.getMessage() + "\n    `" + line(sql) + "`");
            return;
        }
        Set<String> both = new LinkedHashSet<>(imagined.tables().get(imagined.table()));
        both.addAll(mapping.sources());
        both.addAll(mapping.targets());
        create(imagined.table(), both);
        texts.forEach((text, phase) -> expect(text, change + (adopted ? " adopted " : " ") + phase, sql));
        both.removeAll(mapping.sources());
        create(imagined.table(), both);
        expect(last, change + (adopted ? " adopted " : " ") + Phase.COMPLETE, sql);
    }

    private void expect(String text, String when, String sql) {
        plans++;
        String objection = prepare(text);
        if (!objection.isEmpty()) {
            objections
                    .computeIfAbsent(objection.replaceAll("'[^']*'|\\d+", "…"), key -> new ArrayList<>())
                    .add(when + ": " + objection + "\n    `" + line(sql) + "`\n    -> `" + line(text) + "`");
        }
    }

    private boolean create(TableId table, Set<String> columns) throws SQLException {
        if (OF_THE_SERVER.contains(table.schema().toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (databases.add(table.schema())) {
            server.execute("DROP DATABASE IF EXISTS " + dialect.quote(table.schema()));
            server.execute("CREATE DATABASE " + dialect.quote(table.schema()) + " CHARACTER SET latin1");
            use();
        }
        String name = dialect.quote(table.schema()) + "." + dialect.quote(table.name());
        server.execute("DROP TABLE IF EXISTS " + name);
        try {
            server.execute("CREATE TABLE " + name
                    + columns.stream()
                            .map(column -> dialect.quote(column) + " " + Change.type(dialect))
                            .collect(Collectors.joining(", ", " (", ")")));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** What the server says against a statement; empty if nothing. */
    private String prepare(String sql) {
        try {
            server.execute("PREPARE measured FROM '" + sql.replace("\\", "\\\\").replace("'", "\\'") + "'");
            server.execute("DEALLOCATE PREPARE measured");
            return "";
        } catch (SQLException e) {
            return e.getErrorCode() + " " + e.getMessage();
        }
    }

    private void print(String name) {
        int rejected = objections.values().stream().mapToInt(List::size).sum();
        System.out.printf(
                "%n## %s: %d statements tried, %d prepared as they are; of those %d texts, %d not prepared; refused %d%n",
                name, tried, prepared, plans, rejected, refusals.size());
        refusals.stream().limit(EXAMPLES).forEach(refusal -> System.out.println("- refused " + refusal));
        objections.forEach((reason, examples) -> {
            System.out.println("- " + examples.size() + " × " + reason);
            examples.stream().limit(EXAMPLES).forEach(example -> System.out.println("  - " + example));
        });
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 700 ? line : line.substring(0, 700) + "…";
    }
}
