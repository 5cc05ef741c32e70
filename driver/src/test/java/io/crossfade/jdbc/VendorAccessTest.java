package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import io.crossfade.phase.Epochs;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgStatement;

/** As long as nothing migrates, the application has all that the database's own driver has. */
class VendorAccessTest {

    @TempDir
    private Path directory;

    private TestPostgres postgres;
    private Path snapshot;
    private String url;

    @BeforeEach
    void prepare() throws Exception {
        postgres = TestPostgres.create();
        postgres.run("CREATE TABLE users (id bigint PRIMARY KEY, name text, full_name text)");
        snapshot = directory.resolve("snapshot.json");
        show(1, List.of());
        url = postgres.crossfadeUrl() + "&crossfade.snapshotFile=" + snapshot;
    }

    @Test
    void unwrapsTheDriversOwnClassesWhileNothingMigrates() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThat(connection.isWrapperFor(PgConnection.class)).isTrue();
            assertThat(connection.unwrap(PgConnection.class).getBackendPID())
                    .isEqualTo(connection.unwrap(PGConnection.class).getBackendPID());
            assertThat(statement.unwrap(PgStatement.class).isClosed()).isFalse();
            assertThatThrownBy(() -> connection.unwrap(Thread.class))
                    .as("the driver's own answer")
                    .hasMessageContaining("Cannot unwrap");
            new CopyManager((BaseConnection) connection).copyIn("COPY users FROM STDIN", new StringReader("1\ta\tb\n"));
            ((BaseConnection) connection).execSQLUpdate("UPDATE users SET name = 'c'");
            assertThat(((PGConnection) connection).getReplicationAPI()).isNotNull();
        }
        assertThat(postgres.run("SELECT name FROM users")).containsExactly("c");
    }

    @Test
    void refusesAllThatOnceSomethingMigrates() throws Exception {
        show(2, List.of(migration()));
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(connection.isWrapperFor(PgConnection.class)).isFalse();
            assertRefused(() -> connection.unwrap(PgConnection.class));
            assertRefused(() -> ((BaseConnection) connection).execSQLUpdate("UPDATE users SET name = 'c'"));
            assertRefused(() -> ((PGConnection) connection).getCopyAPI().copyDual("START_REPLICATION"));
            assertThatThrownBy(((BaseConnection) connection)::getQueryExecutor)
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(epochs().oldest()).isEmpty();
        }
    }

    @Test
    void whatTheSessionCouldNotFollowIsRefusedAtAnyTime() throws Exception {
        List<String> called = new ArrayList<>();
        Object raw = Proxy.newProxyInstance(
                JdbcConnection.class.getClassLoader(),
                new Class<?>[] {JdbcConnection.class},
                (self, method, arguments) -> {
                    called.add(method.getName());
                    return null;
                });
        Session session = ((WrappedConnection) new Driven(1, false).connection).session();
        JdbcConnection connection = (JdbcConnection) Wrapping.connection((Connection) raw, session, false, () -> {});

        assertThat(connection.clientPrepareStatement("SELECT 1")).isNull();
        assertRefused(connection::abortInternal);
        assertThat(called).containsExactly("clientPrepareStatement");
    }

    @Test
    void whatWasUnwrappedKeepsTheFirstMigrationWaitingUntilItIsClosed() throws Exception {
        Epochs<Plans> epochs;
        try (Connection connection = DriverManager.getConnection(url);
                Connection other = DriverManager.getConnection(url)) {
            epochs = epochs();
            PgConnection raw = connection.unwrap(PgConnection.class);
            assertThat(connection.isValid(5)).isTrue();
            show(2, List.of(migration()));
            await(() -> epochs.current().epoch() == 2);

            raw.execSQLUpdate("INSERT INTO users VALUES (1, 'raw', NULL)");
            assertThat(epochs.drained()).isEqualTo(1);
            assertThat(epochs.oldest().orElseThrow().sql())
                    .contains(
                            "until this connection is closed", "org.postgresql.jdbc.PgConnection", "crossfade.unwrap");
            assertThat(connection.isValid(5)).as("a pool opens another one").isFalse();
            assertThat(other.isValid(5)).isTrue();
            assertRefused(() -> other.unwrap(PgConnection.class));
            assertThat(connection.unwrap(PgConnection.class)).isSameAs(raw);

            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO users (id, name) VALUES (2, ?)")) {
                insert.setString(1, "under the epoch before");
                insert.executeUpdate();
            }
            assertThat(epochs.drained()).isEqualTo(1);
        }
        await(() -> epochs.drained() == 2);
        assertThat(postgres.run("SELECT count(*) FROM users WHERE full_name IS NULL"))
                .containsExactly("2");
    }

    @Test
    void aSessionThatIsAbortedIsWaitedForAsLongAsTheServerHasIt() throws Exception {
        Epochs<Plans> epochs;
        try (Connection keeper = DriverManager.getConnection(url)) {
            epochs = epochs();
            Connection connection = DriverManager.getConnection(url);
            PgConnection raw = connection.unwrap(PgConnection.class);
            Thread busy = new Thread(() -> {
                try {
                    raw.execSQLUpdate("INSERT INTO users SELECT 1, 'late', NULL FROM pg_sleep(2)");
                } catch (SQLException e) {
                    // Its socket is closed under it.
                }
            });
            busy.start();
            await(() -> running("%pg_sleep(2)%"));
            connection.abort(Runnable::run);
            show(2, List.of(migration()));
            await(() -> epochs.current().epoch() == 2);
            while (running("%pg_sleep(2)%")) {
                assertThat(epochs.drained()).isEqualTo(1);
            }
            await(() -> epochs.drained() == 2);
            busy.join();
            assertThat(keeper.isValid(5)).isTrue();
        }
    }

    @Test
    void whatIsUnwrappedFromAClosedConnectionKeepsNothingWaiting() throws Exception {
        try (Connection keeper = DriverManager.getConnection(url)) {
            Epochs<Plans> epochs = epochs();
            Connection connection = DriverManager.getConnection(url);
            connection.close();
            assertThat(connection.unwrap(PgConnection.class).isClosed()).isTrue();
            show(2, List.of(migration()));
            await(() -> epochs.current().epoch() == 2);
            assertThat(epochs.drained()).isEqualTo(2);
            assertThat(keeper.isValid(5)).isTrue();
        }
    }

    @Test
    void unwrappingWithLeaveKeepsNothingWaiting() throws Exception {
        try (Connection connection = DriverManager.getConnection(url + "&crossfade.unwrap=allow")) {
            assertThat(connection.unwrap(PgConnection.class)).isNotNull();
            Epochs<Plans> epochs = epochs();
            show(2, List.of(migration()));
            await(() -> epochs.current().epoch() == 2);
            assertThat(epochs.drained()).isEqualTo(2);
            assertThat(connection.isValid(5)).isTrue();
            assertThat(connection.isWrapperFor(PgConnection.class)).isTrue();
            assertThat(connection.unwrap(PgConnection.class)).isNotNull();
        }
    }

    private boolean running(String like) {
        try {
            return !postgres.run("SELECT pid FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
                            + " AND query LIKE '" + like + "'")
                    .isEmpty();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .isEqualTo("MG004"));
    }

    private static Migration migration() {
        return new Migration(
                "users-full-name",
                new TableId("public", "users"),
                List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                Phase.DUAL_WRITE,
                0);
    }

    private void show(long epoch, List<Migration> migrations) throws IOException {
        Path fresh = directory.resolve("fresh.json");
        Files.writeString(fresh, Wire.write(new Snapshot(postgres.name(), epoch, migrations)));
        Files.move(fresh, snapshot, StandardCopyOption.ATOMIC_MOVE);
    }

    private Epochs<Plans> epochs() throws SQLException {
        return CrossfadeDriver.epochs(url);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
            Thread.sleep(5);
        }
    }
}
