package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.NamedLocks;
import io.crossfade.migration.Snapshot;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The fence, the registry and the tokens of jobs in real databases. */
@ParameterizedClass
@EnumSource(
        value = Product.class,
        names = {"MYSQL", "MARIADB"})
class MySqlFenceTest {

    private static final String SCHEMA = "fenced";
    private static final String CLERK = "'clerk'@'%'";

    @Parameter
    private Product product;

    private DatabaseServer server;
    private MySqlDatabase database;

    @BeforeEach
    void open() throws SQLException {
        server = Servers.get(product);
        server.dropDatabase(SCHEMA);
        server.createDatabase(SCHEMA);
        database = new MySqlDatabase("shop", config(server.url(SCHEMA), "crossfade"), 0);
    }

    private static DatabaseConfig config(String url, String user) {
        return DatabaseConfig.of(url, user, user);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
        server.dropDatabase(SCHEMA);
        server.execute("mysql", "DROP USER IF EXISTS " + CLERK);
    }

    @Test
    void neverGoesBackToAnEarlierEpoch() throws SQLException {
        assertThat(show(5)).isEqualTo(5);
        assertThat(show(3)).isEqualTo(5);
        assertThat(shown()).contains("\"epoch\":5");
        assertThat(show(6)).isEqualTo(6);
        assertThat(shown()).contains("\"epoch\":6");
    }

    private long show(long epoch) {
        return database.fence().show(new Snapshot("shop", epoch, List.of()));
    }

    private String shown() throws SQLException {
        try (Connection connection = server.connect(SCHEMA)) {
            return Rows.one(connection, "SELECT snapshot FROM crossfade_fence", row -> row.getString(1))
                    .orElseThrow();
        }
    }

    @Test
    void seesForHowLongASessionHasBeenBusy() throws Exception {
        try (Connection idle = server.connect(SCHEMA);
                Connection open = server.connect(SCHEMA)) {
            register(idle, "web-1", "shop", 0);
            register(open, "web-1", "shop", 1);
            show(1);
            open.setAutoCommit(false);
            Rows.execute(open, "SELECT * FROM crossfade_fence");
            Thread.sleep(1_100);

            List<DatabaseSession> sessions = database.sessions("web-1");

            assertThat(sessions)
                    .filteredOn(session -> session.busyMillis() == 0)
                    .extracting(DatabaseSession::process)
                    .containsExactly(id(idle));
            assertThat(sessions)
                    .filteredOn(session -> session.isBusyFor(1) && !session.isBusyFor(60_000))
                    .extracting(DatabaseSession::process)
                    .containsExactly(id(open));
        }
    }

    @Test
    void knowsSessionsThatHoldAMarkAndNoLockOfAnInstanceThatIsKnown() throws SQLException {
        try (Connection web = server.connect(SCHEMA);
                Connection late = server.connect(SCHEMA);
                Connection other = server.connect(SCHEMA);
                Connection half = server.connect(SCHEMA);
                Connection elsewhere = server.connect(SCHEMA)) {
            register(web, "web-1", "shop", 0);
            register(late, "web-1", "shop", NamedLocks.PLACES - 1);
            register(other, "web-2", "shop", 700);
            register(elsewhere, "web-3", "warehouse", 0);
            // One of another instance has the mark of that place.
            NamedLocks locks = NamedLocks.of("shop", "web-2");
            Rows.execute(
                    half,
                    "DO GET_LOCK('" + locks.own(NamedLocks.of("shop", "web-1").place(0)) + "', 0)");

            assertThat(strangers("web-1", "web-2")).isEmpty();
            assertThat(strangers("web-1")).containsExactly(id(other));
            assertThat(strangers("web-2")).containsExactlyInAnyOrder(id(web), id(late));
            assertThat(strangers()).containsExactlyInAnyOrder(id(web), id(late), id(other));
            assertThat(database.fence().strangers(Set.of("web-1")).get(0).user())
                    .isEqualTo("crossfade");
            assertThat(processes(database.sessions("web-1"))).containsExactlyInAnyOrder(id(web), id(late));
            assertThat(database.hasSessions("web-1")).isTrue();
            assertThat(database.hasSessions("web-3")).as("on another database").isFalse();

            assertThat(database.end(id(elsewhere)))
                    .as("one of another database")
                    .isFalse();
            assertThat(database.end(id(half))).as("one without a mark").isFalse();
            assertThat(database.end(id(web))).isTrue();
            assertThatThrownBy(() -> id(web)).isInstanceOf(SQLException.class);
        }
        // The server ends a session a moment after its client.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!strangers().isEmpty() || database.hasSessions("web-1")) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private List<Long> strangers(String... known) {
        return processes(database.fence().strangers(Set.of(known)));
    }

    private static List<Long> processes(List<DatabaseSession> sessions) {
        return sessions.stream().map(DatabaseSession::process).toList();
    }

    private static void register(Connection connection, String instance, String logical, int number)
            throws SQLException {
        NamedLocks locks = NamedLocks.of(logical, instance);
        int place = locks.place(number);
        Rows.execute(
                connection, "DO GET_LOCK('" + locks.own(place) + "', 0), GET_LOCK('" + locks.mark(place) + "', 0)");
    }

    private static long id(Connection connection) throws SQLException {
        return Rows.one(connection, "SELECT CONNECTION_ID()", row -> row.getLong(1))
                .orElseThrow();
    }

    @Test
    void tellsWhatAnAdministratorHasToRunIfItMayMakeNoTables() throws SQLException {
        server.execute("mysql", "CREATE USER " + CLERK + " IDENTIFIED BY 'clerk'");
        server.execute(SCHEMA, "CREATE TABLE orders (id int PRIMARY KEY)");
        server.execute("mysql", "GRANT SELECT, INSERT ON " + SCHEMA + ".orders TO " + CLERK);
        try (MySqlDatabase limited = new MySqlDatabase("shop", config(clerksUrl(), "clerk"), 0)) {
            assertThatThrownBy(() -> limited.fence().show(new Snapshot("shop", 1, List.of())))
                    .isInstanceOfSatisfying(RefusedException.class, this::runStatements);
            assertThat(limited.fence().show(new Snapshot("shop", 1, List.of()))).isEqualTo(1);
        }
    }

    private String clerksUrl() {
        return server.url(SCHEMA).replaceAll("user=\\w+", "user=clerk").replaceAll("password=\\w*", "password=clerk");
    }

    private void runStatements(RefusedException refusal) {
        String reasons = String.join("\n", refusal.reasons());
        assertThat(reasons).contains("CREATE TABLE", "GRANT SELECT ON crossfade_fence TO <each");
        try (Connection administrator = server.connect(SCHEMA)) {
            for (String statement : reasons.substring(reasons.indexOf("USE ")).split(";\n?")) {
                Rows.execute(administrator, statement.replaceAll("<.*>", CLERK));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysThatTheServerIsReadOnly() throws SQLException {
        assertThat(show(1)).isEqualTo(1);
        server.execute("mysql", "CREATE USER " + CLERK + " IDENTIFIED BY 'clerk'");
        server.execute("mysql", "GRANT ALL ON " + SCHEMA + ".* TO " + CLERK);
        server.execute("mysql", "SET GLOBAL read_only = 1");
        try (MySqlDatabase limited = new MySqlDatabase("shop", config(clerksUrl(), "clerk"), 0)) {
            assertThatThrownBy(() -> limited.fence().show(new Snapshot("shop", 2, List.of())))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("read-only");
        } finally {
            server.execute("mysql", "SET GLOBAL read_only = 0");
        }
    }

    @Test
    void refusesATableOfThatNameThatIsAnothers() throws SQLException {
        server.execute(SCHEMA, "CREATE TABLE crossfade_fence (id int PRIMARY KEY, height int)");
        assertThatThrownBy(() -> show(1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("crossfade_fence")
                .hasMessageContaining("didn't make");
    }

    @Test
    void aLaterRunOfAJobWaitsForTransactionsOfTheOneBeforeAndMakesTheRestVoid() throws Exception {
        try (HikariDataSource source = source();
                MySqlSession before = MySqlSession.open(source);
                MySqlSession after = MySqlSession.open(source)) {
            JobToken first = MySqlFence.token(before, "users-names", new LeaderTerm("shop", 0));
            before.connection().setAutoCommit(false);
            first.hold(before.connection());
            CompletableFuture<JobToken> next = CompletableFuture.supplyAsync(() -> {
                try {
                    return MySqlFence.token(after, "users-names", new LeaderTerm("shop", 0));
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            Thread.sleep(300);
            assertThat(next).isNotDone();

            before.connection().commit();
            next.join().hold(after.connection());
            assertThatThrownBy(() -> first.hold(before.connection()))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("another control plane");
            before.connection().rollback();
        }
    }

    /** Who was replaced and has slept can't take the token from its successor's run. */
    @Test
    void aTermThatIsOverGetsNoTokens() throws SQLException {
        try (HikariDataSource source = source();
                MySqlSession session = MySqlSession.open(source)) {
            JobToken first = MySqlFence.token(session, "users-names", new LeaderTerm("shop", 1));
            JobToken second = MySqlFence.token(session, "users-names", new LeaderTerm("shop", 2));
            assertThat(second.token()).isGreaterThan(first.token());
            assertThatThrownBy(() -> MySqlFence.token(session, "users-names", new LeaderTerm("shop", 1)))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("later term");
            second.hold(session.connection());
            MySqlFence.token(session, "users-names", new LeaderTerm("shop", 2)).hold(session.connection());
        }
    }

    @Test
    void aTermThatIsOverEndsNoSessionsAndShowsNothing() throws SQLException {
        DatabaseConfig config = config(server.url(SCHEMA), "crossfade");
        try (MySqlDatabase old = new MySqlDatabase("shop", config, 1);
                MySqlDatabase next = new MySqlDatabase("shop", config, 2);
                Connection web = server.connect(SCHEMA)) {
            register(web, "web-1", "shop", 0);
            assertThat(next.fence().show(new Snapshot("shop", 1, List.of()))).isEqualTo(1);
            assertThatThrownBy(() -> old.end(id(web)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("a control plane of term 2 works on database 'shop'");
            assertThatThrownBy(() -> old.fence().show(new Snapshot("shop", 2, List.of())))
                    .isInstanceOf(RefusedException.class);
            assertThat(next.end(id(web))).isTrue();
        }
    }

    /** Else a control plane that is paused in a transaction would keep its successor's run waiting. */
    @Test
    void theServerEndsATransactionInWhichNothingIsSaid() throws SQLException {
        try (HikariDataSource source = source();
                MySqlSession session = MySqlSession.open(source)) {
            String seconds = "SELECT @@session.wait_timeout";
            long usual = Rows.one(session.connection(), seconds, row -> row.getLong(1))
                    .orElseThrow();
            assertThat(session.inTransaction(() -> Rows.one(session.connection(), seconds, row -> row.getLong(1))))
                    .contains(10L);
            assertThat(Rows.one(session.connection(), seconds, row -> row.getLong(1)))
                    .contains(usual);
        }
    }

    private HikariDataSource source() {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(MySqlUrl.forMariaDbsDriver(server.url(SCHEMA)));
        source.setMaximumPoolSize(2);
        return source;
    }
}
