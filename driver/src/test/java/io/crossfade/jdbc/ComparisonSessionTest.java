package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.jdbc.ComparisonSession.Answers;
import io.crossfade.jdbc.ComparisonSession.SkippedException;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.ComparableQuery;
import io.crossfade.rewrite.Plan;
import io.crossfade.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a comparison's own session can't do, whatever text it is given. */
class ComparisonSessionTest {

    private static final Migration MIGRATION = new Migration(
            "m",
            new TableId("public", "users"),
            List.of(new ColumnMapping.Rename("name", "full_name", 2)),
            Phase.VERIFY,
            0);

    private TestPostgres postgres;
    private ComparisonSession session;

    @BeforeEach
    void open() throws SQLException {
        postgres = TestPostgres.create();
        postgres.run("CREATE TABLE users (id bigint PRIMARY KEY, name text, full_name text);"
                + " INSERT INTO users VALUES (1, 'Old', 'Old')");
        session = ComparisonSession.open(postgres::connect, Dialect.POSTGRESQL);
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
    }

    private static BothSides sides(String source, String target) {
        return new BothSides(
                MIGRATION,
                new ComparableQuery(Set.of("users"), Set.of(), false, true, List.of()),
                Plan.passThrough(source),
                Plan.passThrough(target));
    }

    private Answers run(String source, String target) throws SQLException, SkippedException {
        return session.run(sides(source, target), null);
    }

    @Test
    void bothSidesAreReadInOneSnapshotHoweverLongThatTakes() throws Exception {
        CompletableFuture<Answers> answers = CompletableFuture.supplyAsync(() -> {
            try {
                return run("SELECT name FROM users, pg_sleep(1)", "SELECT full_name AS name FROM users");
            } catch (SQLException | SkippedException e) {
                throw new IllegalStateException(e);
            }
        });
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (postgres.run("SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1)' AND state = 'active'"
                        + " AND application_name = 'crossfade comparison'")
                .isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        postgres.run("UPDATE users SET name = 'New', full_name = 'New'");

        Answers both = answers.get(60, TimeUnit.SECONDS);

        assertThat(both.target().rows()).isEqualTo(both.source().rows());
        assertThat(run("SELECT name FROM users", "SELECT full_name FROM users")
                        .target()
                        .rows()
                        .toString())
                .as("the next one sees what has been written since")
                .contains("New");
    }

    @Test
    void waitsForALockAMomentOnly() throws Exception {
        try (Connection writer = postgres.connect();
                Statement write = writer.createStatement()) {
            writer.setAutoCommit(false);
            write.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> run("SELECT name FROM users", "SELECT full_name FROM users"))
                    .hasMessageContaining("lock timeout");
            writer.rollback();
        }
        assertThat(run("SELECT name FROM users", "SELECT full_name FROM users").source())
                .as("usable afterwards")
                .isNotNull();
    }

    @Test
    void takesTwoSecondsOnly() {
        assertThatThrownBy(() -> run("SELECT name FROM users, pg_sleep(20)", "SELECT full_name FROM users"))
                .hasMessageContaining("statement timeout");
    }

    @Test
    void writesNothing() {
        assertThatThrownBy(() -> run("DELETE FROM users RETURNING name", "SELECT full_name FROM users"))
                .hasMessageContaining("read-only transaction");
    }

    @Test
    void keepsSoMuchOfAnAnswerOnly() {
        assertThatThrownBy(() -> run("SELECT repeat('x', 1000001) FROM users", "SELECT full_name FROM users"))
                .isInstanceOf(SkippedException.class)
                .hasMessage("size");
        assertThatThrownBy(() -> run("SELECT g FROM generate_series(1, 1001) g", "SELECT full_name FROM users"))
                .isInstanceOf(SkippedException.class)
                .hasMessage("size");
    }

    @Test
    void valuesOfOtherKindsArentCompared() {
        assertThatThrownBy(() -> run("SELECT name FROM users", "SELECT id FROM users"))
                .isInstanceOf(SkippedException.class)
                .hasMessage("types");
    }
}
