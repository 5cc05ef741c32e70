package io.crossfade.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.Phase;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.servers.Servers;
import io.crossfade.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements on a table in the application's shape, and what the planner makes of them on one that has both shapes or
 * only the other's: rows, counts and errors must be the same, and both shapes must agree.
 */
class KeptValuesIT {

    private static final List<String> OF_TEXT = List.of(
            "UPDATE people SET full_name = concat(full_name, '-é本')",
            "UPDATE people SET full_name = replace(full_name, 'a', 'bc'), note = left(full_name, 9)",
            "UPDATE people SET full_name = upper(full_name), full_name = concat(full_name, '!') WHERE k > 0",
            "UPDATE people p SET p.full_name = concat(p.note, p.full_name) WHERE p.full_name LIKE '%a%'",
            "UPDATE people SET full_name = concat(full_name, k) ORDER BY full_name DESC LIMIT 2",
            "UPDATE people SET full_name = reverse(full_name) WHERE id IN (SELECT person FROM more)",
            "UPDATE people SET full_name = (SELECT concat(max(m.extra), full_name) FROM more m WHERE m.person = id)",
            "UPDATE people SET note = left(full_name, 4), full_name = concat(full_name, 'x'), k = k + 1 WHERE EXISTS"
                    + " (SELECT 1 FROM more WHERE person = id)",
            "UPDATE people p JOIN more m ON m.person = p.id SET p.note = left(p.full_name, 4), p.full_name = m.extra",
            "UPDATE people p JOIN more m ON m.person = p.id SET p.note = 'q', p.full_name = 'a', p.k = 5",
            "UPDATE people SET full_name = nullif(full_name, 'Anna Lee')",
            "UPDATE people SET full_name = repeat(concat(full_name, '0123456789'), 9)",
            "UPDATE people SET full_name = concat(full_name, 'x'), k = 0 * k + 1",
            "UPDATE people p JOIN more m ON m.person = p.id SET p.full_name = concat(m.extra, p.full_name)",
            "UPDATE more m JOIN people p ON m.person = p.id SET p.full_name = concat(m.extra, p.full_name), m.extra = 'z'",
            "UPDATE people p JOIN people q ON q.id = p.k SET p.full_name = concat(p.full_name, q.note), p.note = 'n'",
            "INSERT INTO people (id, full_name) VALUES (1, 'new'), (9, 'nine') ON DUPLICATE KEY UPDATE"
                    + " full_name = concat(full_name, '+', VALUES(full_name)), note = left(full_name, 6)",
            "INSERT INTO people (id, full_name, k) SELECT person, extra, 7 FROM more ON DUPLICATE KEY UPDATE"
                    + " full_name = concat(full_name, '+'), k = k + 1");

    private static final List<String> OF_NUMBERS = List.of(
            "UPDATE people SET x = x + 1",
            "UPDATE people SET y = x * y, x = y",
            "UPDATE people SET y = 5 WHERE x > 1",
            "UPDATE people SET x = y, y = x ORDER BY x LIMIT 3",
            "UPDATE people p JOIN more m ON m.person = p.id SET p.x = p.x + p.y",
            "UPDATE people p JOIN more m ON m.person = p.id SET p.k = p.x, p.x = p.x + 1",
            "UPDATE people SET x = x + 1 WHERE id IN (SELECT person FROM more)",
            "UPDATE people SET y = y * 2, k = 1 WHERE x < (SELECT max(person) FROM more) + 5",
            "INSERT INTO people (id, x, y) VALUES (1, 2, 3), (8, 4, 5) ON DUPLICATE KEY UPDATE x = x + VALUES(y)");

    /** Each may differ each time it is computed; the rows can be told by the text itself. */
    private static final List<String> VOLATILE = List.of(
            "UPDATE people SET full_name = uuid()",
            "UPDATE people SET full_name = concat(left(coalesce(full_name, ''), 2), uuid()) ORDER BY id LIMIT 9",
            "UPDATE people p JOIN more m ON m.person <> p.id SET p.full_name = uuid()",
            "DELETE FROM people; INSERT INTO people (id, full_name) VALUES (1, uuid()), (2, uuid()), (3, concat('x', uuid()))",
            "INSERT INTO people (id, full_name) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e')"
                    + " ON DUPLICATE KEY UPDATE full_name = concat(uuid(), VALUES(full_name))");

    @TestFactory
    Stream<DynamicTest> whatBecomesOfARowIsThePlainDatabases() {
        return Stream.of(Product.MYSQL, Product.MARIADB)
                .flatMap(product -> Stream.of(Worlds.values()).flatMap(world -> world.phases().stream()
                        .flatMap(phase -> (world == Worlds.NUMBERS ? OF_NUMBERS : OF_TEXT)
                                .stream()
                                        .map(sql -> DynamicTest.dynamicTest(
                                                product + " " + world + " " + phase + ": " + sql,
                                                () -> check(product, world, phase, sql))))));
    }

    @TestFactory
    Stream<DynamicTest> whatMayDifferEachTimeIsComputedOnceForEachRow() {
        return Stream.of(Product.MYSQL, Product.MARIADB).flatMap(product -> Stream.of(Worlds.SPLIT, Worlds.MERGE)
                .flatMap(world -> world.phases().stream().flatMap(phase -> VOLATILE.stream()
                        .map(sql -> DynamicTest.dynamicTest(
                                product + " " + world + " " + phase + ": " + sql,
                                () -> checkVolatile(product, world, phase, sql))))));
    }

    /** What a variable held when a statement was prepared says how MySQL reads it, so nothing may hang on that. */
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"MYSQL", "MARIADB"})
    void nothingHangsOnWhatTheVariableHeldBefore(Product product) throws SQLException {
        try (Connection connection = connect(product);
                Statement statement = connection.createStatement()) {
            Plan plan = plan(product, Worlds.SPLIT, Phase.TARGET_ONLY, OF_TEXT.get(0));
            for (String before : List.of("NULL", "5", "1.5e0", "_latin1 X'E4'", "_binary 'x'", "CAST('[1]' AS CHAR)")) {
                create(statement, Worlds.SPLIT, Phase.TARGET_ONLY);
                statement.execute("SET @crossfade_kept_1 = " + before);
                statement.execute(plan.sql());
                assertThat(rows(statement, "SELECT concat(first_name, last_name) FROM people WHERE id IN (1, 2)"))
                        .as(before)
                        .containsExactly("Anna Lee-é本", "Bo Ömaräa-é本");
            }
        }
    }

    /** Not each value can be told from its text. */
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"MYSQL", "MARIADB"})
    void theServerWarnsOfNothingButTheVariables(Product product) throws SQLException {
        try (Connection connection = connect(product);
                Statement statement = connection.createStatement()) {
            create(statement, Worlds.SPLIT, Phase.TARGET_ONLY);
            statement.execute(plan(product, Worlds.SPLIT, Phase.TARGET_ONLY, OF_TEXT.get(0))
                    .sql());
            assertThat(rows(statement, "SHOW WARNINGS")).allSatisfy(warning -> assertThat(warning)
                    .startsWith("Warning|1287|Setting user variables within expressions is deprecated"));
        }
    }

    private void check(Product product, Worlds world, Phase phase, String sql) throws SQLException {
        try (Connection connection = connect(product);
                Statement statement = connection.createStatement()) {
            Plan plan = plan(product, world, phase, sql);
            createPlain(statement, world);
            String plain = outcome(statement, sql);
            String own = String.join(", ", world.own);
            List<String> expected = rows(statement, "SELECT id, note, k, " + own + " FROM people ORDER BY id");
            List<String> more = rows(statement, "SELECT * FROM more ORDER BY person");
            create(statement, world, phase);
            assertThat(outcome(statement, plan.sql())).as(plan.sql()).isEqualTo(plain);
            String read = world.own.stream().map(world::fromOther).collect(Collectors.joining(", "));
            assertThat(rows(statement, "SELECT id, note, k, " + read + " FROM people ORDER BY id"))
                    .as(plan.sql())
                    .isEqualTo(expected);
            assertThat(rows(statement, "SELECT * FROM more ORDER BY person")).isEqualTo(more);
            assertShapesAgree(statement, world, phase, plan);
        }
    }

    private void checkVolatile(Product product, Worlds world, Phase phase, String sql) throws SQLException {
        try (Connection connection = connect(product);
                Statement statement = connection.createStatement()) {
            create(statement, world, phase);
            String sent = "";
            for (String each : sql.split("; ")) {
                Plan plan = plan(product, world, phase, each);
                statement.execute(plan.sql());
                sent = plan.sql();
            }
            String whole = world == Worlds.SPLIT ? world.fromOther("full_name") : "concat(first_name, last_name)";
            String uuid = "SELECT " + whole + " FROM people WHERE " + whole
                    + " REGEXP '^.{0,2}[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}.?$'";
            List<String> found = rows(statement, uuid);
            assertThat(found).as(sent).doesNotHaveDuplicates().hasSizeBetween(3, 5);
            assertThat(rows(statement, "SELECT count(*) FROM people"))
                    .as(sent)
                    .containsExactly(String.valueOf(found.size()));
            // Whoever computed it twice would have put together the parts of two.
            if (world.writesOwn(phase)) {
                assertThat(rows(
                                statement,
                                "SELECT id FROM people WHERE NOT full_name <=> concat(first_name, last_name)"))
                        .as(sent)
                        .isEmpty();
            }
        }
    }

    private static void assertShapesAgree(Statement statement, Worlds world, Phase phase, Plan plan)
            throws SQLException {
        if (!world.writesOwn(phase)) {
            return;
        }
        String differs = world.own.stream()
                .map(column -> "NOT " + column + " <=> " + world.fromOther(column))
                .collect(Collectors.joining(" OR "));
        assertThat(rows(statement, "SELECT * FROM people WHERE " + differs))
                .as(plan.sql())
                .isEmpty();
    }

    private static Plan plan(Product product, Worlds world, Phase phase, String sql) {
        return world.planner(Dialect.valueOf(product.name()), "kept_it", phase).plan(sql, KeyRequest.NONE);
    }

    /** How many rows it counted, or the class of its error. */
    private static String outcome(Statement statement, String sql) {
        try {
            return String.valueOf(statement.executeUpdate(sql));
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static void createPlain(Statement statement, Worlds world) throws SQLException {
        tables(statement, world, world.own, List.of());
    }

    private static void create(Statement statement, Worlds world, Phase phase) throws SQLException {
        tables(statement, world, world.writesOwn(phase) ? world.own : List.of(), world.other);
    }

    private static void tables(Statement statement, Worlds world, List<String> own, List<String> other)
            throws SQLException {
        statement.execute("DROP TABLE IF EXISTS people, more, filled");
        String type = world == Worlds.NUMBERS ? " int" : " varchar(60)";
        String common = "id int PRIMARY KEY, note varchar(20), k int";
        String all = Stream.of(own, other)
                .flatMap(List::stream)
                .map(column -> ", " + column + type)
                .collect(Collectors.joining());
        statement.execute("CREATE TABLE filled (" + common
                + world.own.stream().map(column -> ", " + column + type).collect(Collectors.joining()) + ")");
        statement.execute("CREATE TABLE people (" + common + all + ")");
        statement.execute("CREATE TABLE more (person int, extra varchar(20))");
        statement.execute("INSERT INTO filled VALUES "
                + (world == Worlds.NUMBERS
                        ? "(1, 'n', 2, 3, 4), (2, 'm', 3, 0, 7), (3, NULL, 1, -5, 2), (4, 'o', 4, 8, 8)"
                        : "(1, 'n', 2, 'Anna Lee'), (2, 'mm', 3, 'Bo Ömaräa'), (3, NULL, 1, '日本語の名前'),"
                                + " (4, 'o', 0, NULL), (5, '', 1, 'x')"));
        List<String> columns = new ArrayList<>(List.of("id", "note", "k"));
        columns.addAll(own);
        List<String> values = new ArrayList<>(columns);
        for (String column : other) {
            columns.add(column);
            values.add(world.toOther(column));
        }
        statement.execute("INSERT INTO people (" + String.join(", ", columns) + ") SELECT " + String.join(", ", values)
                + " FROM filled");
        statement.execute("INSERT INTO more VALUES (1, 'ä'), (3, 'b'), (4, 'c')");
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private static Connection connect(Product product) throws SQLException {
        DatabaseServer server = Servers.get(product);
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS kept_it CHARACTER SET utf8mb4");
        }
        return server.connect("kept_it");
    }
}
