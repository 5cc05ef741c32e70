package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import io.crossfade.phase.Epochs;
import io.crossfade.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver with the planner and real databases, through each driver that knows them. */
@ParameterizedClass(name = "{0} through the driver of {1}")
@CsvSource({"mysql,mysql", "mariadb,mariadb", "mysql,mariadb", "mariadb,mysql"})
class MySqlTest {

    private static int count;

    @Parameter(0)
    private String server;

    @Parameter(1)
    private String driver;

    @TempDir
    private Path directory;

    private Path snapshot;
    private String url;

    @BeforeEach
    void prepare() throws Exception {
        String database = "shop" + ++count;
        directly("mysql", "CREATE DATABASE " + database);
        directly(database, """
                CREATE TABLE users (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(50), email varchar(100),
                    full_name varchar(50), KEY by_name (name), KEY by_full_name (full_name))""");
        directly(database, "CREATE TABLE orders (id int PRIMARY KEY, note varchar(50))");
        directly("mysql", "CREATE DATABASE IF NOT EXISTS archive");
        directly("archive", "DROP TABLE IF EXISTS users");
        directly("archive", "CREATE TABLE users (id bigint, name varchar(50))");
        snapshot = directory.resolve("snapshot.json");
        phase(1, Phase.DUAL_WRITE);
        url = "jdbc:crossfade:" + server().url(driver, database).substring("jdbc:".length())
                + "&crossfade.snapshotFile=" + snapshot;
    }

    @Test
    void knowsWhoseSqlTheServerReads() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(((WrappedConnection) connection).session().dialect()).isEqualTo(dialect());
        }
    }

    @Test
    void theFirstConnectionWarmsThePlannerUp() throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(WarmUp.awaited(dialect())).isEqualTo(WarmUp.texts(dialect()));
        }
    }

    @Test
    void aTextOfAnySortEndsItsClaimWithItsTransaction() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Epochs<Plans> epochs = epochs();
            statement.execute("START TRANSACTION");
            statement.execute("INSERT INTO orders VALUES (1, 'a')");
            phase(2, Phase.BACKFILL);
            awaitEpoch(epochs, 2);
            assertThat(epochs.drained()).as("a transaction is open").isEqualTo(1);
            statement.execute("COMMIT AND CHAIN");
            assertThat(epochs.drained()).as("and another one behind it").isEqualTo(1);
            statement.execute("/* end it */ COMMIT");
            assertThat(epochs.drained()).isEqualTo(2);

            connection.setAutoCommit(false);
            statement.execute("INSERT INTO orders VALUES (2, 'a')");
            phase(3, Phase.VERIFY);
            awaitEpoch(epochs, 3);
            assertThat(epochs.drained()).isEqualTo(2);
            statement.execute("CREATE TABLE ends_it (id int)");
            assertThat(epochs.drained()).as("DDL commits").isEqualTo(3);

            statement.execute("SELECT id FROM orders");
            phase(4, Phase.SWITCH_READS);
            awaitEpoch(epochs, 4);
            assertThat(epochs.drained())
                    .as("what is read is as old as its snapshot")
                    .isEqualTo(3);
            connection.rollback();
            assertThat(epochs.drained()).isEqualTo(4);
        }
    }

    @Test
    void aStatementThatFailedMayHaveOpenedATransaction() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Epochs<Plans> epochs = epochs();
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> statement.execute("SELECT (SELECT 1 UNION SELECT 2) FROM (SELECT 1) AS x"))
                    .isInstanceOf(SQLException.class);
            phase(2, Phase.BACKFILL);
            awaitEpoch(epochs, 2);
            assertThat(epochs.drained()).isEqualTo(1);
            connection.rollback();
            assertThat(epochs.drained()).isEqualTo(2);

            connection.setAutoCommit(true);
            assertThatThrownBy(() -> statement.execute("SELECT nothing")).isInstanceOf(SQLException.class);
            phase(3, Phase.VERIFY);
            awaitEpoch(epochs, 3);
            assertThat(epochs.drained()).as("in autocommit nothing is left").isEqualTo(3);
        }
    }

    @Test
    void rowsOnTheirWayHoldTheirEpoch() throws Exception {
        directly(database(), "INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Epochs<Plans> epochs = epochs();
            statement.setFetchSize(driver.equals("mysql") ? Integer.MIN_VALUE : 1);
            long epoch = 1;
            for (boolean exhausted : new boolean[] {true, false}) {
                assertThat(statement.execute("SELECT note FROM orders")).isTrue();
                ResultSet rows = statement.getResultSet();
                rows.next();
                phase(++epoch, Phase.values()[(int) epoch]);
                awaitEpoch(epochs, epoch);
                assertThat(epochs.drained()).isEqualTo(epoch - 1);
                if (exhausted) {
                    assertThat(strings(rows)).containsExactly("b", "c");
                } else {
                    statement.close();
                }
                assertThat(epochs.drained()).isEqualTo(epoch);
            }
        }
    }

    @Test
    void followsTheCurrentDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("USE archive");
            statement.execute("INSERT INTO users (id, name) VALUES (1, 'old')");
            connection.setCatalog(database());
            statement.execute("INSERT INTO users (name) VALUES ('new')");
            connection.setAutoCommit(false);
            statement.execute("USE archive");
            statement.execute("INSERT INTO users (id, name) VALUES (2, 'older')");
            connection.rollback();
            statement.execute("INSERT INTO users (id, name) VALUES (3, 'oldest')");
            connection.commit();
        }
        assertThat(directly(database(), "SELECT full_name FROM users")).containsExactly("new");
        assertThat(directly("archive", "SELECT name FROM users ORDER BY id")).containsExactly("old", "oldest");
    }

    @Test
    void refusesToRewriteUnderModesThatChangeWhatATextSays() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')");
            assertThatThrownBy(() -> statement.execute("INSERT INTO \"users\" (name) VALUES ('Ada')"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MG001"))
                    .hasMessageContaining("ANSI_QUOTES");
            statement.execute("INSERT INTO \"orders\" VALUES (1, 'a')");
            statement.execute("SET SESSION sql_mode = DEFAULT");
            statement.execute("INSERT INTO users (name) VALUES ('Ada')");
        }
        assertThat(directly(database(), "SELECT full_name FROM users")).containsExactly("Ada");
    }

    @Test
    void returnsTheKeysThatTheDatabaseGenerates() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            for (PreparedStatement insert : List.of(
                    connection.prepareStatement(
                            "INSERT INTO users (name) VALUES (?), (?)", Statement.RETURN_GENERATED_KEYS),
                    connection.prepareStatement("INSERT INTO users (name) VALUES (?), (?)", new String[] {"id"}),
                    connection.prepareStatement("INSERT INTO users (name) VALUES (?), (?)", new int[] {1}))) {
                insert.setString(1, "Ada");
                insert.setString(2, "Bob");
                assertThat(insert.executeUpdate()).isEqualTo(2);
                assertThat(strings(insert.getGeneratedKeys())).hasSizeBetween(1, 2);
            }
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO users (name) VALUES ('Cleo')", Statement.RETURN_GENERATED_KEYS);
                assertThat(strings(statement.getGeneratedKeys())).containsExactly("7");
            }
        }
        assertThat(directly(database(), "SELECT count(*) FROM users WHERE name = full_name"))
                .containsExactly("7");
    }

    @Test
    void batchesAreWrittenWhole() throws SQLException {
        for (String option : List.of("", "&rewriteBatchedStatements=true", "&useServerPrepStmts=true")) {
            try (Connection connection = DriverManager.getConnection(url + option);
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO users (email, name) VALUES (?, ?)")) {
                for (int i = 0; i < 20; i++) {
                    insert.setString(1, "e" + i);
                    insert.setString(2, "n" + i);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(20);
            }
        }
        assertThat(directly(database(), "SELECT count(*) FROM users WHERE name = full_name AND name LIKE 'n%'"))
                .containsExactly("60");
    }

    @Test
    void namesOfColumnsAreToldWithoutAskingTheDatabase() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            phase(2, Phase.CONTRACT);
            awaitEpoch(epochs(), 2);
            try (ResultSet rows = statement.executeQuery("SELECT name FROM users")) {
                long before = connectionsSoFar();
                for (int i = 0; i < 50; i++) {
                    assertThat(rows.getMetaData().getColumnName(1)).isEqualTo("name");
                }
                assertThat(connectionsSoFar() - before).isLessThan(50);
            }
        }
    }

    private long connectionsSoFar() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server().url(server, database()));
                Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Connections'")) {
            status.next();
            return status.getLong(2);
        }
    }

    @Test
    void aPreparedStatementGoesThroughAllPhases() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO users (name) VALUES (?)");
                PreparedStatement select = connection.prepareStatement("SELECT name FROM users WHERE name = ?")) {
            Epochs<Plans> epochs = epochs();
            long epoch = 1;
            for (Phase phase : List.of(Phase.BACKFILL, Phase.SWITCH_READS, Phase.TARGET_ONLY, Phase.SWITCH_READS)) {
                insert.setString(1, phase + "-" + epoch);
                select.setString(1, phase + "-" + epoch);
                phase(++epoch, phase);
                awaitEpoch(epochs, epoch);
                insert.executeUpdate();
                try (ResultSet rows = select.executeQuery()) {
                    assertThat(rows.getMetaData().getColumnLabel(1)).isEqualTo("name");
                    assertThat(rows.getMetaData().getColumnName(1)).isEqualTo("name");
                    assertThat(strings(rows)).as(phase.name()).hasSize(1);
                }
                assertThat(epochs.drained()).isEqualTo(epoch);
            }
        }
    }

    @Test
    void refusesToLoadAFileIntoAMigratingTable() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("LOAD DATA LOCAL INFILE 'x' INTO TABLE users (name)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MG001"));
        }
    }

    @Test
    void refusesToWriteThroughTheRowsOfAMigratingTable() throws SQLException {
        directly(database(), "INSERT INTO users (name) VALUES ('Ada')");
        directly(database(), "INSERT INTO orders VALUES (1, 'a')");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            try (ResultSet users = statement.executeQuery("SELECT id, name FROM users")) {
                users.next();
                assertThatThrownBy(() -> {
                            users.updateString("name", "Eve");
                            users.updateRow();
                        })
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(users::deleteRow).hasMessageContaining("users-full-name");
            }
            try (ResultSet orders = statement.executeQuery("SELECT id, note FROM orders")) {
                orders.next();
                orders.updateString("note", "b");
                orders.updateRow();
            }
        }
        assertThat(directly(database(), "SELECT name FROM users UNION ALL SELECT note FROM orders"))
                .containsExactly("Ada", "b");
    }

    @Test
    void showsTheCatalogInTheShapeTheCodeKnows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(columns(connection.getMetaData().getColumns(database(), null, "users", null)))
                    .containsExactly("id", "name", "email");
            assertThat(columns(connection.getMetaData().getColumns(database(), null, "users", "%NAME")))
                    .containsExactly("name");
            assertThat(columns(connection.getMetaData().getIndexInfo(database(), null, "users", false, true)))
                    .containsExactlyInAnyOrder("id", "name");
            assertThat(columns(connection.getMetaData().getPrimaryKeys(database(), null, "users")))
                    .containsExactly("id");
        }
        try (Connection connection = DriverManager.getConnection(url + "&crossfade.adopted=users-full-name")) {
            assertThat(columns(connection.getMetaData().getColumns(database(), null, "users", "%name")))
                    .containsExactly("full_name");
        }
    }

    @Test
    void refusesWhatLeadsPastThePlanner() throws SQLException {
        if (!driver.equals("mysql")) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            JdbcConnection vendor = connection.unwrap(JdbcConnection.class);
            assertThat(vendor).isSameAs(connection);
            assertThat(vendor.getId()).isPositive();
            assertThatThrownBy(() -> vendor.clientPrepareStatement("DELETE FROM users"))
                    .hasMessageContaining("prepareStatement");
            assertThatThrownBy(vendor::getSession).hasMessageContaining("past the planner");
            assertThatThrownBy(() -> connection.unwrap(com.mysql.cj.jdbc.ConnectionImpl.class))
                    .hasMessageContaining("crossfade.unwrap");
        }
    }

    @Test
    void leavesOutWhatMySqlSaysOfItsVariablesOnly() throws Exception {
        directly(database(), "ALTER TABLE users ADD a varchar(50), ADD b varchar(50)");
        publish(2, Phase.TARGET_ONLY, splitName());
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO users (id, name) VALUES (1, 'Ann Lee')");
            statement.executeUpdate("UPDATE users SET name = concat(name, 'x')");
            assertThat((Throwable) statement.getWarnings()).isNull();
            assertThat(directly(database(), "SELECT concat(a, '|', b) FROM users"))
                    .containsExactly("Ann|Leex");

            statement.executeUpdate("UPDATE IGNORE users SET name = concat(name, 'y'), email = CAST('1x' AS SIGNED)");
            assertThat(statement.getWarnings().getMessage()).contains("1x");
            statement.addBatch("UPDATE users SET name = concat(name, 'z')");
            statement.executeBatch();
            for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
                assertThat(each.getMessage()).contains("1x");
            }

            try (PreparedStatement prepared = connection.prepareStatement("UPDATE users SET name = concat(name, ?)")) {
                prepared.setString(1, "!");
                prepared.executeUpdate();
                assertThat((Throwable) prepared.getWarnings()).isNull();
            }
            assertThat(directly(database(), "SELECT concat(a, '|', b) FROM users"))
                    .containsExactly("Ann|Leexyz!");
        }
        if (server.equals("mysql")) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE users SET name = (@a := 'own')");
                assertThat(statement.getWarnings().getErrorCode()).isEqualTo(1287);
            }
        }
    }

    private static ColumnMapping splitName() {
        return new ColumnMapping.Conversion(
                List.of(new RetiredColumn(
                        "name", "varchar(50)", Optional.empty(), "concat(a, ' ', b)", Optional.empty(), true, 2)),
                List.of(part("a", "substring_index(name, ' ', 1)", 5), part("b", "substring_index(name, ' ', -1)", 6)));
    }

    private static AddedColumn part(String column, String up, int ordinal) {
        return new AddedColumn(
                column, column, "varchar(50)", Optional.empty(), Optional.of(up), Optional.empty(), true, ordinal);
    }

    private void phase(long epoch, Phase phase) throws IOException {
        publish(epoch, phase, new ColumnMapping.Rename("name", "full_name", 2));
    }

    private void publish(long epoch, Phase phase, ColumnMapping mapping) throws IOException {
        Migration migration = new Migration(
                "users-full-name",
                new TableId(database(), "users"),
                List.of(mapping),
                phase,
                phase.readsByPercentage() ? 50 : 0);
        Path fresh = directory.resolve("fresh.json");
        Files.writeString(fresh, Wire.write(new Snapshot(database(), epoch, List.of(migration))));
        Files.move(fresh, snapshot, StandardCopyOption.ATOMIC_MOVE);
    }

    private Epochs<Plans> epochs() throws SQLException {
        return CrossfadeDriver.epochs(url);
    }

    private static void awaitEpoch(Epochs<Plans> epochs, long epoch) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (epochs.current().epoch() < epoch) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private Dialect dialect() {
        return Dialect.valueOf(server.toUpperCase(java.util.Locale.ROOT));
    }

    private static String database() {
        return "shop" + count;
    }

    private MySqlServer server() {
        return MySqlServer.shared(server);
    }

    private List<String> directly(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server().url(server, database));
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? strings(statement.getResultSet()) : List.of();
        }
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
            names.add(rows.getString("COLUMN_NAME"));
        }
        return names;
    }

    private static List<String> strings(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(1));
        }
        return values;
    }
}
