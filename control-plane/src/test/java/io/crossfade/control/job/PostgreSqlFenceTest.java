package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.TestPostgres;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.FenceTable;
import io.crossfade.migration.InstanceKey;
import io.crossfade.migration.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The fence, the registry and the tokens of jobs in a real database. */
class PostgreSqlFenceTest {

    private final TestPostgres postgres = TestPostgres.create();
    private final PostgreSqlDatabase database = new PostgreSqlDatabase("shop", postgres.config(), 0);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void neverGoesBackToAnEarlierEpoch() {
        assertThat(show(5)).isEqualTo(5);
        assertThat(show(3)).isEqualTo(5);
        assertThat(show(6)).isEqualTo(6);
    }

    private long show(long epoch) {
        return database.fence().show(new Snapshot("shop", epoch, List.of()));
    }

    @Test
    void knowsSessionsThatHoldTheMarkAndNoLockOfAnInstanceThatIsKnown() throws SQLException {
        try (Connection web = postgres.connect();
                Connection other = postgres.connect();
                Connection elsewhere = postgres.connect()) {
            register(web, "web-1", "shop");
            register(other, "web-2", "shop");
            register(elsewhere, "web-3", "warehouse");

            assertThat(database.fence().strangers(Set.of("web-1", "web-2"))).isEmpty();
            assertThat(database.fence().strangers(Set.of("web-1"))).hasSize(1);
            assertThat(database.fence().strangers(Set.of())).hasSize(2);
        }
        // The server ends a session a moment after its client.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!database.fence().strangers(Set.of()).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void seesAndEndsTheSessionsOfAnInstance() throws Exception {
        try (Connection idle = postgres.connect();
                Connection open = postgres.connect();
                Connection other = postgres.connect()) {
            register(idle, "web-1", "shop");
            register(open, "web-1", "shop");
            register(other, "web-2", "shop");
            open.setAutoCommit(false);
            Rows.execute(open, "SELECT 1");
            Thread.sleep(20);

            List<DatabaseSession> sessions = database.sessions("web-1");

            assertThat(sessions).hasSize(2);
            assertThat(sessions)
                    .filteredOn(session -> session.busyMillis() == 0)
                    .hasSize(1);
            DatabaseSession busy = sessions.stream()
                    .filter(session -> session.isBusyFor(10))
                    .findFirst()
                    .orElseThrow();
            assertThat(database.end(busy.process())).isTrue();
            assertThatThrownBy(() -> Rows.execute(open, "SELECT 1")).isInstanceOf(SQLException.class);
            Rows.execute(idle, "SELECT 1");
            Rows.execute(other, "SELECT 1");
        }
    }

    /** The number may be another process's by now. */
    @Test
    void endsNoSessionButCrossfades() throws SQLException {
        try (Connection psql = postgres.connect()) {
            long process = Rows.one(psql, "SELECT pg_backend_pid()", row -> row.getLong(1))
                    .orElseThrow();

            assertThat(database.end(process)).isFalse();
            Rows.execute(psql, "SELECT 1");
        }
    }

    private static void register(Connection connection, String instance, String logical) throws SQLException {
        Rows.execute(
                connection,
                "SELECT pg_advisory_lock_shared(" + InstanceKey.of(instance) + "), pg_advisory_lock_shared("
                        + FenceTable.MARK + ", " + FenceTable.mark(logical) + ")");
    }

    @Test
    void aLaterRunOfAJobWaitsForTransactionsOfTheOneBeforeAndMakesTheRestVoid() throws Exception {
        try (Connection before = postgres.connect();
                Connection after = postgres.connect()) {
            JobToken first = PostgreSqlFence.token(before, "users-names", new LeaderTerm("shop", 0));
            before.setAutoCommit(false);
            first.hold(before);
            CompletableFuture<JobToken> next = CompletableFuture.supplyAsync(() -> {
                try {
                    return PostgreSqlFence.token(after, "users-names", new LeaderTerm("shop", 0));
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            Thread.sleep(300);
            assertThat(next).isNotDone();

            before.commit();
            next.join().hold(after);
            assertThatThrownBy(() -> first.hold(before))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("another control plane");
            before.rollback();
        }
    }

    /** Who was replaced and has slept can't take the token from its successor's run. */
    @Test
    void aTermThatIsOverGetsNoTokens() throws SQLException {
        try (Connection connection = postgres.connect()) {
            JobToken first = PostgreSqlFence.token(connection, "users-names", new LeaderTerm("shop", 1));
            JobToken second = PostgreSqlFence.token(connection, "users-names", new LeaderTerm("shop", 2));
            assertThat(second.token()).isGreaterThan(first.token());
            assertThatThrownBy(() -> PostgreSqlFence.token(connection, "users-names", new LeaderTerm("shop", 1)))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("later term");
            second.hold(connection);
            PostgreSqlFence.token(connection, "users-names", new LeaderTerm("shop", 2))
                    .hold(connection);
        }
    }

    @Test
    void aTermThatIsOverEndsNoSessions() throws SQLException {
        try (PostgreSqlDatabase old = new PostgreSqlDatabase("shop", postgres.config(), 1);
                PostgreSqlDatabase next = new PostgreSqlDatabase("shop", postgres.config(), 2);
                Connection web = postgres.connect();
                Connection own = postgres.connect()) {
            register(web, "web-1", "shop");
            long process = old.sessions("web-1").get(0).process();
            assertThat(old.fence().show(new Snapshot("shop", 1, List.of()))).isEqualTo(1);
            assertThat(next.fence().show(new Snapshot("shop", 1, List.of()))).isEqualTo(1);

            assertThatThrownBy(() -> old.end(process))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("a control plane of term 2 works on database 'shop'");
            // Replaced between the look and the end.
            try (Session session = Session.open(new PGSimpleDataSource() {
                @Override
                public Connection getConnection() {
                    return own;
                }
            })) {
                assertThat(PostgreSqlSessions.end(session, process, new LeaderTerm("shop", 1)))
                        .isFalse();
            }
            Rows.execute(web, "SELECT 1");
            assertThat(next.end(process)).isTrue();
        }
    }

    @Test
    void showsNothingInATermThatIsOver() {
        try (PostgreSqlDatabase next = new PostgreSqlDatabase("shop", postgres.config(), 2);
                PostgreSqlDatabase warehouse = new PostgreSqlDatabase("warehouse", postgres.config(), 1)) {
            assertThat(next.fence().show(new Snapshot("shop", 1, List.of()))).isEqualTo(1);
            assertThatThrownBy(() -> show(2)).isInstanceOf(RefusedException.class);
            assertThat(warehouse.fence().show(new Snapshot("warehouse", 2, List.of())))
                    .isEqualTo(2);
        }
    }

    /** A run that begins doesn't end the session of a later one. */
    @Test
    void aRunThatWasReplacedEndsNobodysSchemaChange() throws SQLException {
        try (Connection before = postgres.connect();
                Connection after = postgres.connect()) {
            JobToken first = PostgreSqlFence.token(before, "users-names", new LeaderTerm("shop", 1));
            JobToken second = PostgreSqlFence.token(after, "users-names", new LeaderTerm("shop", 2));
            assertThat(second.lock().take(after)).isTrue();
            assertThatThrownBy(() -> first.begin(before, null)).isInstanceOf(JobFailedException.class);
            Rows.execute(after, "SELECT 1");
        }
    }

    /** Else a control plane that is paused in a transaction would keep its successor's run waiting. */
    @Test
    void theServerEndsATransactionInWhichNothingIsSaid() throws SQLException {
        try (Connection own = postgres.connect();
                Session session = Session.open(new PGSimpleDataSource() {
                    @Override
                    public Connection getConnection() {
                        return own;
                    }
                })) {
            assertThat(Rows.one(
                            session.connection(), "SHOW idle_in_transaction_session_timeout", row -> row.getString(1)))
                    .contains("10s");
        }
    }
}
