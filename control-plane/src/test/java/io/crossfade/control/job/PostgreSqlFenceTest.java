package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.TestPostgres;
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
}
