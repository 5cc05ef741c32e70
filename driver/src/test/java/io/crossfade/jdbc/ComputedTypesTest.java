package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import io.crossfade.rewrite.RowDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the columns of rows are to an application whose columns are computed from others, as a plain table of its shape
 * says it.
 */
@ParameterizedClass(name = "{0} through the driver of {1}")
@CsvSource({"mysql,mysql", "mariadb,mariadb", "mysql,mariadb", "mariadb,mysql"})
class ComputedTypesTest {

    private static int count;

    @Parameter(0)
    private String server;

    @Parameter(1)
    private String driver;

    @TempDir
    private Path directory;

    private String database;
    private String plain;
    private String url;

    @BeforeEach
    void prepare() throws Exception {
        database = "types" + ++count;
        plain = database + "_plain";
        directly("mysql", "CREATE DATABASE " + database);
        directly("mysql", "CREATE DATABASE " + plain);
        directly(plain, "CREATE TABLE parts (id bigint PRIMARY KEY, n int, small smallint, is_new boolean)");
        directly(plain, "INSERT INTO parts VALUES (1, 7, 3, TRUE), (2, NULL, NULL, NULL)");
        directly(
                database, "CREATE TABLE parts (id bigint PRIMARY KEY, t varchar(20), s varchar(20), state varchar(9))");
        directly(database, "INSERT INTO parts VALUES (1, '7', '3', 'new'), (2, NULL, NULL, NULL)");
        Path snapshot = directory.resolve("snapshot.json");
        Migration migration = new Migration(
                "numbers",
                new TableId(database, "parts"),
                List.of(
                        conversion("t", "n", "int", "t", "n", 2),
                        conversion("s", "small", "smallint", "s", "small", 3),
                        conversion(
                                "state",
                                "is_new",
                                "boolean",
                                "state = 'new'",
                                "CASE WHEN is_new THEN 'new' WHEN NOT is_new THEN 'old' END",
                                4)),
                Phase.EXPAND,
                0);
        Files.writeString(snapshot, Wire.write(new Snapshot(database, 1, List.of(migration))));
        url = "jdbc:crossfade:" + server().url(driver, database).substring("jdbc:".length())
                + "&crossfade.adopted=numbers&crossfade.snapshotFile=" + snapshot;
    }

    private static Conversion conversion(
            String retired, String added, String type, String up, String down, int ordinal) {
        return new Conversion(
                List.of(new RetiredColumn(
                        retired, "varchar(20)", Optional.empty(), down, Optional.empty(), true, ordinal)),
                List.of(new AddedColumn(
                        added, added, type, Optional.empty(), Optional.of(up), Optional.empty(), true, ordinal)));
    }

    @Test
    void columnsAreOfTheTypesThatTheCodeExpects() throws SQLException {
        sameAsPlain("SELECT n, small, is_new FROM parts ORDER BY id");
        sameAsPlain("SELECT * FROM parts ORDER BY id");
        sameAsPlain("SELECT p.n AS number FROM parts p WHERE n = 7");
    }

    @Test
    void soIsWhatIsMadeOfThem() throws SQLException {
        sameAsPlain("SELECT n + 1, n % 7, coalesce(small, 0), greatest(n, 1) FROM parts ORDER BY id");
        sameAsPlain("SELECT max(n), sum(n), avg(small), count(is_new) FROM parts");
        sameAsPlain("SELECT concat(n, 'x'), CASE WHEN is_new THEN n ELSE 0 END FROM parts ORDER BY id");
        sameAsPlain("SELECT x.a FROM (SELECT n AS a FROM parts) x ORDER BY 1");
        sameAsPlain("SELECT n FROM parts UNION SELECT small FROM parts ORDER BY 1");
        sameAsPlain("SELECT n, count(*) FROM parts GROUP BY n ORDER BY 1");
        sameAsPlain("SELECT id AS a, max(small), min(n) FROM parts GROUP BY id ORDER BY 1, 2");
        sameAsPlain("SELECT DISTINCT n, n AS a FROM (SELECT p.n FROM parts p JOIN parts q ON p.n = q.n) x");
        if (server.equals("mariadb")
                || driver.equals("mysql")) { // MariaDB's driver tells a precision that MySQL's doesn't.
            sameAsPlain("SELECT n, lag(n) OVER (ORDER BY id), max(n) OVER () FROM parts ORDER BY id");
        }
    }

    @Test
    void soIsWhatIsReturned() throws SQLException {
        if (server.equals("mariadb") && driver.equals("mariadb")) {
            sameAsPlain("INSERT INTO parts (id, n) VALUES (3, 8) RETURNING n AS number, n + 1, is_new");
            sameAsPlain("DELETE FROM parts WHERE id = 1 RETURNING *");
        }
    }

    @Test
    void soItIsWhileRowsAreOnTheirWay() throws SQLException {
        String sql = "SELECT n, is_new FROM parts ORDER BY id";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(driver.equals("mysql") ? Integer.MIN_VALUE : 1);
            try (ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                assertThat(rows.getObject(1)).isEqualTo(7);
                assertThat(rows.getObject("is_new")).isEqualTo(true);
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(1)).isNull();
                assertThat(rows.wasNull()).isTrue();
            }
        }
    }

    @Test
    void soItIsBeforeAStatementRuns() throws SQLException {
        String sql = "SELECT n, is_new FROM parts WHERE n = ?";
        try (Connection connection = DriverManager.getConnection(url);
                Connection expected = DriverManager.getConnection(server().url(driver, plain));
                PreparedStatement here = connection.prepareStatement(sql);
                PreparedStatement there = expected.prepareStatement(sql)) {
            assertThat(columns(here.getMetaData())).isEqualTo(columns(there.getMetaData()));
        }
    }

    @Test
    void whatCanNotBeDescribedIsAsTheDatabaseHasIt() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE parts SET n = 9 WHERE id = 1");
            try (PreparedStatement query = connection.prepareStatement("SELECT n FROM parts WHERE id = 1")) {
                RowTypes types = new RowTypes(
                        "SELECT n FROM nothing", new RowDescription("SELECT n FROM nothing", false, Set.of()));
                assertThat(types.columns(((WrappedConnection) connection).delegate))
                        .isEmpty();
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    assertThat(rows.getObject(1)).isEqualTo(9);
                }
            }
            connection.rollback();
        }
        assertThat(directly(database, "SELECT t FROM parts WHERE id = 1")).containsExactly("7");
    }

    private void sameAsPlain(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Connection expected = DriverManager.getConnection(server().url(driver, plain))) {
            assertThat(seen(connection, sql)).as(sql).isEqualTo(seen(expected, sql));
        }
    }

    private static List<String> seen(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData data = rows.getMetaData();
            List<String> seen = new ArrayList<>(columns(data));
            while (rows.next()) {
                for (int i = 1; i <= data.getColumnCount(); i++) {
                    Object value = rows.getObject(i);
                    seen.add(
                            value == null
                                    ? "NULL " + rows.wasNull()
                                    : value.getClass().getName() + " " + value + " " + rows.getString(i) + " "
                                            + rows.getObject(data.getColumnLabel(i))
                                                    .getClass());
                }
            }
            return seen;
        }
    }

    private static List<String> columns(ResultSetMetaData data) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(data.getColumnLabel(i).strip() + " "
                    + ColumnType.of(data, i).toString().replaceAll(", isStored=.*", ""));
        }
        return columns;
    }

    private MySqlServer server() {
        return MySqlServer.shared(server);
    }

    private List<String> directly(String schema, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server().url(server, schema));
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }
}
