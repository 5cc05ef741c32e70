package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossfade.migration.NamedLocks;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import io.crossfade.phase.Epochs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry and the fence of real databases. */
@ParameterizedClass(name = "{0} through the driver of {1}")
@CsvSource({"mysql,mysql", "mariadb,mariadb"})
class MySqlFenceTest {

    private static final String FENCE = """
            CREATE TABLE crossfade_fence (
                database_name varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
                epoch bigint NOT NULL,
                snapshot longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                server varchar(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
            ) ENGINE=InnoDB""";

    private static int count;

    @Parameter(0)
    private String server;

    @Parameter(1)
    private String driver;

    private final HttpServer controlPlane =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private volatile long epoch;
    private String database;
    private String url;

    MySqlFenceTest() throws IOException {}

    @BeforeEach
    void prepare() throws Exception {
        database = "fénce" + ++count;
        directly("mysql", "CREATE DATABASE " + database);
        controlPlane.createContext("/", this::answer);
        controlPlane.start();
        url = urlOf(database);
    }

    private String urlOf(String schema) {
        return "jdbc:crossfade:" + server().url(driver, schema).substring("jdbc:".length())
                + "&crossfade.instance=one&crossfade.database=" + database + "&crossfade.controlPlane=http://localhost:"
                + controlPlane.getAddress().getPort();
    }

    @AfterEach
    void stop() throws SQLException {
        controlPlane.stop(0);
        for (String suffix : List.of("", "_other", "_a", "_b")) {
            directly("mysql", "DROP DATABASE IF EXISTS " + database + suffix);
        }
    }

    /** A control plane that knows no migration: polls for a later epoch hang for a while. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
            if (query.contains("after=" + epoch + "&")) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            byte[] body = (exchange.getRequestMethod().equals("GET") ? shown(epoch) : "{\"epoch\":" + epoch + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String shown(long epoch) {
        return Wire.write(new Snapshot(database, epoch, List.of()));
    }

    private void show(String schema, long epoch) throws SQLException {
        directly(
                schema,
                "REPLACE INTO crossfade_fence (database_name, epoch, snapshot) VALUES ('" + database + "', " + epoch
                        + ", '" + shown(epoch) + "')");
    }

    @Test
    void everyConnectionHasAPlaceOfItsOwn() throws SQLException {
        try (Connection first = DriverManager.getConnection(url);
                Connection second = DriverManager.getConnection(url);
                Statement statement = first.createStatement()) {
            assertThat(holders()).hasSize(2).doesNotHaveDuplicates().isEqualTo(marked());
            statement.execute("DO RELEASE_ALL_LOCKS()");
            assertThat(holders()).as("taken again").hasSize(2).isEqualTo(marked());
            second.close();
            try (Connection third = DriverManager.getConnection(url)) {
                assertThat(holders()).hasSize(2).isEqualTo(marked());
                assertThat(third.isValid(1)).isTrue();
            }
        }
    }

    /** The server learns nothing of a client that has given up, and goes on once it gets the lock. */
    @Test
    void aLostConnectionKeepsItsClaimWhileTheServerGoesOn() throws Exception {
        directly(database, "CREATE TABLE users (name varchar(50)) ENGINE=InnoDB");
        directly(database, "INSERT INTO users VALUES ('Ada')");
        try (Connection blocker = DriverManager.getConnection(server().url(driver, database));
                Statement lock = blocker.createStatement();
                Connection connection = DriverManager.getConnection(url + "&socketTimeout=1000");
                Statement statement = connection.createStatement()) {
            blocker.setAutoCommit(false);
            lock.executeQuery("SELECT * FROM users FOR UPDATE").close();
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE users SET name = 'Bob'"))
                    .isInstanceOf(SQLException.class);
            connection.close();
            Epochs<Plans> epochs = CrossfadeDriver.epochs(url);
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(epochs.sessions()).as("the update waits in the server").isEqualTo(1);

            blocker.rollback();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (epochs.sessions() > 0) {
                assertThat(System.nanoTime()).isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(marked()).isEmpty();
        }
    }

    @Test
    void takesAnotherPlaceWhereAnotherSessionIs() throws SQLException {
        NamedLocks locks = NamedLocks.of(database, CrossfadeDriver.instance(url));
        String mark = locks.mark(locks.place(0));
        String own = locks.own(locks.place(1));
        try (Connection others = DriverManager.getConnection(server().url(server, database));
                Statement statement = others.createStatement()) {
            statement.execute("SELECT GET_LOCK('" + mark + "', 0), GET_LOCK('" + own + "', 0)");
            try (Connection connection = DriverManager.getConnection(url);
                    Statement ours = connection.createStatement()) {
                long id = Long.parseLong(
                        strings(ours.executeQuery("SELECT CONNECTION_ID()")).get(0));
                assertThat(marked()).containsExactlyInAnyOrder(id, otherThan(id, marked()));
                assertThat(holders()).contains(id).hasSize(2);
                assertThat(directly("mysql", "SELECT IS_FREE_LOCK('" + locks.own(locks.place(0)) + "')"))
                        .as("nothing is kept at a place that wasn't free")
                        .containsExactly("1");
            }
        }
    }

    private static long otherThan(long id, List<Long> ids) {
        return ids.stream().filter(each -> each != id).findFirst().orElseThrow();
    }

    /** Which sessions hold locks of the instance, by place. */
    private List<Long> holders() throws SQLException {
        return holdersOf(NamedLocks.of(database, CrossfadeDriver.instance(url)).own());
    }

    /** Which sessions hold marks of the database, by place. */
    private List<Long> marked() throws SQLException {
        return holdersOf(NamedLocks.marks(database));
    }

    private List<Long> holdersOf(String names) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT CONCAT_WS(','");
        IntStream.range(0, 5)
                .map(NamedLocks.of(database, CrossfadeDriver.instance(url))::place)
                .forEach(place -> sql.append(", IS_USED_LOCK('")
                        .append(names)
                        .append(place)
                        .append("')"));
        String found = directly("mysql", sql + ")").get(0);
        return found.isEmpty()
                ? List.of()
                : Arrays.stream(found.split(",")).map(Long::valueOf).toList();
    }

    @Test
    void aLaterConnectionTakesOneRoundTripMore() throws SQLException {
        directly(database, FENCE);
        show(database, 3);
        epoch = 3;
        try (Connection plain = DriverManager.getConnection(server().url(driver, database));
                Connection first = DriverManager.getConnection(url);
                Connection second = DriverManager.getConnection(url)) {
            assertThat(List.of(questions(first), questions(second))).containsOnly(questions(plain) + 1);
        }
    }

    @Test
    void withoutAFenceItTakesTwoAndOnceThree() throws SQLException {
        try (Connection plain = DriverManager.getConnection(server().url(driver, database));
                Connection first = DriverManager.getConnection(url);
                Connection second = DriverManager.getConnection(url)) {
            long before = questions(plain);
            assertThat(questions(first)).isEqualTo(before + 3);
            assertThat(questions(second)).isEqualTo(before + 2);
        }
    }

    private static long questions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Questions'")) {
            row.next();
            return row.getLong(2);
        }
    }

    /** The server itself would read the row first, if it could. */
    @Test
    void readsTheFenceBehindTheLocksItHasToWaitFor() throws Exception {
        directly(database, FENCE);
        show(database, 0);
        for (int i = 0; i < 50; i++) {
            directly(database, "INSERT INTO crossfade_fence VALUES ('other" + i + "', 0, '', NULL)");
        }
        List<String> settings = new ArrayList<>(List.of(
                "SET autocommit = 1",
                "SET autocommit = 0",
                "SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
                "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SET SESSION TRANSACTION READ ONLY",
                "SET sql_select_limit = 0",
                "SET sql_mode = 'ANSI,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE,IGNORE_SPACE'"));
        if (driver.equals("mysql")) {
            settings.add("SET NAMES latin1");
        }
        if (server.equals("mysql")) {
            for (String each : List.of(
                    "derived_merge=off",
                    "derived_condition_pushdown=off",
                    "subquery_to_derived=on",
                    "hash_join=off",
                    "block_nested_loop=off",
                    "batched_key_access=on,mrr=on,mrr_cost_based=off",
                    "materialization=off",
                    "prefer_ordering_index=off")) {
                settings.add("SET optimizer_switch = '" + each + "'");
            }
        } else {
            for (String each : List.of(
                    "derived_merge=off",
                    "derived_with_keys=off",
                    "condition_pushdown_for_derived=off",
                    "table_elimination=off",
                    "mrr=on",
                    "split_materialized=off",
                    "outer_join_with_cache=off",
                    "optimize_join_buffer_size=off")) {
                settings.add("SET optimizer_switch = '" + each + "'");
            }
            for (int level = 0; level <= 8; level += 2) {
                settings.add("SET join_cache_level = " + level);
            }
        }
        for (String setting : settings) {
            assertThat(seenAfterAWait(setting)).as(setting).isEqualTo(epoch);
        }
    }

    private long seenAfterAWait(String setting) throws Exception {
        Registry registry = new Registry("one", Optional.of(database));
        MySqlPlace place = new MySqlPlace(registry);
        NamedLocks locks = NamedLocks.of(database, "one");
        String lock = locks.mark(locks.place(0));
        try (Connection holder = DriverManager.getConnection(server().url(server, database));
                Connection opening = DriverManager.getConnection(server().url(driver, database));
                Statement holding = holder.createStatement();
                Statement statement = opening.createStatement()) {
            holding.execute("DO GET_LOCK('" + lock + "', 20)");
            String id =
                    strings(statement.executeQuery("SELECT CONNECTION_ID()")).get(0);
            statement.execute(setting);
            String query = new MySqlFence(opening, Database.status(opening), registry, database)
                    .query("1", place.taking(20), Optional.empty(), -1);
            CompletableFuture<Long> seen = CompletableFuture.supplyAsync(() -> {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    assertThat(row.getInt(2)).isEqualTo(1);
                    assertThat(new String(row.getBytes(5), StandardCharsets.UTF_8))
                            .isEqualTo(shown(row.getLong(3)));
                    return row.getLong(3);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            awaitState(id, "User lock", seen);
            show(database, ++epoch);
            holding.execute("DO RELEASE_LOCK('" + lock + "')");
            return seen.get(20, TimeUnit.SECONDS);
        }
    }

    private void awaitState(String id, String state, CompletableFuture<Long> running) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String sql = "SELECT state FROM information_schema.processlist WHERE id = " + id;
        try (Connection connection = DriverManager.getConnection(server().url(server, database));
                Statement statement = connection.createStatement()) {
            while (!strings(statement.executeQuery(sql)).contains(state)) {
                assertThat(running).isNotDone();
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(1);
            }
        }
    }

    @Test
    void leavesNoTransactionAndNoSnapshotToTheApplication() throws Exception {
        directly(database, FENCE);
        show(database, 2);
        directly(database, "CREATE TABLE orders (id int PRIMARY KEY)");
        try (Connection connection = DriverManager.getConnection(url
                        + "&sessionVariables=autocommit=0,completion_type=1,transaction_isolation='REPEATABLE-READ'");
                Statement statement = connection.createStatement()) {
            directly(database, "INSERT INTO orders VALUES (1)");
            assertThat(strings(statement.executeQuery("SELECT id FROM orders"))).containsExactly("1");
            statement.execute("ROLLBACK AND NO CHAIN");
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
            statement.execute("DO RELEASE_ALL_LOCKS()");
            assertThat(directly("mysql", "SELECT trx_id FROM information_schema.innodb_trx"))
                    .isEmpty();
        }
    }

    @Test
    void goesByTheFenceWhenTheSessionIsResetOrGivesItsLocksUp() throws Exception {
        directly(database, FENCE);
        show(database, 1);
        epoch = 1;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            show(database, 5);
            statement.execute("SELECT 1");
            assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(1);
            statement.execute("DO RELEASE_ALL_LOCKS()");
            assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(5);
            assertThat(holders()).hasSize(1);
            if (driver.equals("mysql")) {
                show(database, 6);
                connection.unwrap(JdbcConnection.class).resetServerState();
                assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(6);
                assertThat(holders()).hasSize(1);
            }
        }
    }

    @Test
    void goesByTheFenceBehindATransactionInWhichTheLocksWereGivenUp() throws Exception {
        directly(database, FENCE);
        show(database, 1);
        epoch = 1;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT * FROM crossfade_fence");
            statement.execute("DO RELEASE_ALL_LOCKS()");
            assertThat(holders()).as("taken again at once").hasSize(1);
            show(database, 5);
            statement.execute("SELECT 1");
            assertThat(CrossfadeDriver.epochs(url).current().epoch())
                    .as("within the transaction")
                    .isEqualTo(1);
            connection.commit();
            statement.execute("SELECT 1");
            assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(5);
        }
    }

    @Test
    void findsAFenceThatIsMadeLater() throws Exception {
        try (Connection before = DriverManager.getConnection(url)) {
            directly(database, FENCE);
            try (Connection empty = DriverManager.getConnection(url)) {
                show(database, 4);
                try (Connection after = DriverManager.getConnection(url)) {
                    assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(4);
                }
            }
        }
    }

    @Test
    void findsTheFenceFromAnotherDefaultSchema() throws Exception {
        directly(database, FENCE);
        show(database, 4);
        String other = database + "_other";
        directly("mysql", "CREATE DATABASE " + other);
        directly(other, FENCE.replace("crossfade_fence", "CROSSFADE_FENCE"));
        try (Connection connection = DriverManager.getConnection(urlOf(other))) {
            assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(4);
        }
        directly(database, "CREATE TABLE orders (id int)");
        try (Connection connection = DriverManager.getConnection(urlOf(""));
                Statement statement = connection.createStatement()) {
            show(database, 5);
            statement.execute("USE " + other);
            statement.execute("DO RELEASE_ALL_LOCKS()");
            assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(5);
        }
    }

    @Test
    void refusesToChooseAmongCopiesOfTheFence() throws Exception {
        for (String copy : List.of(database + "_a", database + "_b")) {
            directly("mysql", "CREATE DATABASE " + copy);
            directly(copy, FENCE);
            show(copy, 1);
        }
        assertRefused(url, "several schemas", database + "_a");
    }

    @Test
    void opensNoConnectionWhenTheFenceIsGone() throws Exception {
        directly(database, FENCE);
        show(database, 2);
        epoch = 2;
        try (Connection connection = DriverManager.getConnection(url)) {
            directly(database, "DROP TABLE crossfade_fence");
            assertRefused(url, "crossfade_fence", "epoch 2", "dropped");
            directly(database, FENCE);
            assertRefused(url, "with a row for database '" + database);
            show(database, 2);
            try (Connection again = DriverManager.getConnection(url)) {
                assertThat(again.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void opensNoConnectionWithATableOfThatNameThatIsAnothers() throws Exception {
        directly(database, "CREATE TABLE crossfade_fence (id int PRIMARY KEY, height int)");
        assertRefused(url, "crossfade_fence", "isn't as this version");
    }

    @Test
    void opensNoConnectionUnderAFenceThatItDoesntUnderstand() throws Exception {
        directly(database, FENCE);
        show(database, 2);
        directly(database, "UPDATE crossfade_fence SET snapshot = REPLACE(snapshot, 'migrations', 'futures')");
        assertRefused(url, "futures", "crossfade_fence");
    }

    @Test
    void opensNoConnectionToAUserWhoMayNotReadTheFence() throws Exception {
        directly(database, "CREATE TABLE orders (id int PRIMARY KEY)");
        directly("mysql", "CREATE USER IF NOT EXISTS clerk@'%' IDENTIFIED BY 'clerk'");
        directly("mysql", "GRANT SELECT, UPDATE ON " + database + ".orders TO clerk@'%'");
        String clerk = url.replaceAll("user=\\w+(&password=\\w+)?", "user=clerk&password=clerk");
        // Nobody tells the clerk whether there is a fence, be he the first to ask or not.
        assertRefused(clerk, "may not read", "Grant", "crossfade_fence");
        try (Connection owner = DriverManager.getConnection(url)) {
            assertRefused(clerk, "may not read", "Grant", "crossfade_fence");
        }
        directly(database, FENCE);
        show(database, 2);
        assertRefused(clerk, "may not read");
        directly("mysql", "GRANT SELECT ON " + database + ".crossfade_fence TO clerk@'%'");
        try (Connection connection = DriverManager.getConnection(clerk)) {
            assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(2);
        }
    }

    @Test
    void startsWithTheFenceWhenTheControlPlaneIsDown() throws Exception {
        controlPlane.stop(0);
        assertRefused(url, "can't learn where the migrations stand");
        directly(database, FENCE);
        show(database, 7);
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(7);
            assertThat(holders()).hasSize(1).isEqualTo(marked());
        }
    }

    private static void assertRefused(String url, String... parts) {
        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .isInstanceOf(SQLException.class)
                .extracting(refusal -> ((SQLException) refusal).getSQLState())
                .isEqualTo("MG003");
        assertThatThrownBy(() -> DriverManager.getConnection(url)).hasMessageContainingAll(parts);
    }

    private MySqlServer server() {
        return MySqlServer.shared(server);
    }

    private List<String> directly(String schema, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server().url(server, schema));
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? strings(statement.getResultSet()) : List.of();
        }
    }

    private static List<String> strings(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(1));
        }
        return values;
    }
}
