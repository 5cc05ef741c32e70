package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ComparisonReport.DifferingColumn;
import io.crossfade.migration.ComparisonReport.ReadDifference;
import io.crossfade.migration.ComparisonReport.Tally;
import io.crossfade.migration.ComparisonReport.Values;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparing reads on a real PostgreSQL, under a control plane that says what the test wants. */
class DualReadsTest {

    private static final String ALL = "&crossfade.compareReads=100&crossfade.comparePerSecond=1000000";
    private static final String SHOWN = ALL + "&crossfade.compareValues=shown";

    private FakeControlPlane controlPlane;
    private TestPostgres postgres;

    @BeforeAll
    static void shortenPauses() {
        DualReads.takePauses(new DualReads.Pauses(20, 50, 200));
    }

    @AfterAll
    static void takeUsualPauses() {
        DualReads.takeUsualPauses();
    }

    @BeforeEach
    void create() throws IOException, SQLException {
        postgres = TestPostgres.create();
        plainly("""
                CREATE TABLE users (id bigint PRIMARY KEY, name text, full_name text, n int);
                INSERT INTO users SELECT g, 'Name ' || g, 'Name ' || g, g FROM generate_series(1, 20) g;
                """);
        plainly("CREATE SCHEMA crossfade; CREATE TABLE crossfade.fence (database_name text PRIMARY KEY,"
                + " epoch bigint NOT NULL, snapshot text NOT NULL)");
        fence(snapshot(1, Phase.VERIFY));
        controlPlane = new FakeControlPlane(snapshot(1, Phase.VERIFY));
        controlPlane.order("m");
    }

    @AfterEach
    void close() {
        controlPlane.close();
    }

    private static Snapshot snapshot(long epoch, Phase phase) {
        return new Snapshot(
                "shop",
                epoch,
                List.of(new Migration(
                        "m",
                        new TableId("public", "users"),
                        List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                        phase,
                        0)));
    }

    private void fence(Snapshot shown) throws SQLException {
        plainly("DELETE FROM crossfade.fence; INSERT INTO crossfade.fence VALUES ('shop', " + shown.epoch() + ", '"
                + Wire.write(shown) + "')");
    }

    private void plainly(String sql) throws SQLException {
        postgres.run(sql);
    }

    private String asked(String sql) throws SQLException {
        List<String> rows = postgres.run(sql);
        return rows.isEmpty() ? "(none)" : rows.get(0);
    }

    private Connection open(String properties) throws SQLException {
        return DriverManager.getConnection(postgres.crossfadeUrl() + "&crossfade.database=shop&crossfade.controlPlane="
                + controlPlane.url() + properties);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                assertThat(rows.getMetaData().getColumnCount()).isPositive();
            }
        }
    }

    private interface Run {
        void run() throws SQLException;
    }

    private void until(BooleanSupplier reached, Run between) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("in time; told: %s", last(controlPlane.bodies))
                    .isLessThan(end);
            between.run();
            Thread.sleep(10);
        }
    }

    private static String last(List<String> bodies) {
        List<String> all = List.copyOf(bodies);
        return String.join("\n", all.subList(Math.max(0, all.size() - 3), all.size()));
    }

    private void await(BooleanSupplier reached) throws Exception {
        until(reached, () -> {});
    }

    private long same() {
        return controlPlane.sum(Tally::same);
    }

    private void warm(Connection connection) throws Exception {
        long before = same();
        until(() -> same() > before, () -> run(connection, "SELECT name FROM users WHERE id = 1"));
    }

    @Test
    void tellsOfARowThatDiffersWithItsKeyAndBothValues() throws Exception {
        try (Connection connection = open(SHOWN)) {
            warm(connection);
            plainly("UPDATE users SET full_name = 'Other' WHERE id = 7");

            until(() -> !controlPlane.differences().isEmpty(), () -> {
                try (PreparedStatement query =
                        connection.prepareStatement("SELECT upper(name), n FROM users WHERE n < 100 AND id = ?")) {
                    query.setLong(1, 7);
                    query.executeQuery().close();
                }
            });

            ReadDifference told = controlPlane.differences().get(0);
            assertThat(told.key()).isEqualTo(Map.of("id", "7"));
            assertThat(told.shape()).isEqualTo("SELECT upper(name), n FROM users WHERE n < 1 AND id = ?");
            assertThat(told.columns())
                    .containsExactly(new DifferingColumn("upper", Optional.of("NAME 7"), Optional.of("OTHER")));
            assertThat(told.epoch()).isEqualTo(1);
            assertThat(told.values()).isEqualTo(Values.SHOWN);
            assertThat((Throwable) connection.getWarnings()).isNull();
        }
    }

    @Test
    void theKeyIsThatOfEachRowWhereTheResultHasIt() throws Exception {
        try (Connection connection = open(SHOWN)) {
            warm(connection);
            plainly("UPDATE users SET full_name = 'Other' WHERE id IN (3, 4)");

            until(
                    () -> !controlPlane.differences().isEmpty(),
                    () -> run(connection, "SELECT * FROM users WHERE n < 10"));

            assertThat(controlPlane.differences().subList(0, 2))
                    .extracting(ReadDifference::key)
                    .containsExactlyInAnyOrder(Map.of("id", "3"), Map.of("id", "4"));
            assertThat(controlPlane.differences().get(0).columns())
                    .extracting(DifferingColumn::label)
                    .containsExactly("name");
        }
    }

    @Test
    void valuesLeaveTheApplicationAsHashesUnlessSomebodySaysOtherwise() throws Exception {
        try (Connection connection = open(ALL)) {
            warm(connection);
            plainly("UPDATE users SET full_name = 'Secret' WHERE id = 7");

            until(
                    () -> !controlPlane.differences().isEmpty(),
                    () -> run(connection, "SELECT name FROM users WHERE id = 7"));

            DifferingColumn column = controlPlane.differences().get(0).columns().get(0);
            assertThat(column.source().orElseThrow())
                    .startsWith("#")
                    .isNotEqualTo(column.target().orElseThrow());
            assertThat(controlPlane.bodies).noneMatch(body -> body.contains("Secret") || body.contains("Name 7"));
        }
    }

    @Test
    void comparesNothingUnlessTold() throws Exception {
        controlPlane.order();
        try (Connection connection = open(ALL)) {
            await(() -> !controlPlane.bodies.isEmpty());
            for (int i = 0; i < 50; i++) {
                run(connection, "SELECT name FROM users WHERE id = 1");
            }
            int reports = controlPlane.bodies.size();
            await(() -> controlPlane.bodies.size() > reports + 1);
            assertThat(same()).isZero();
            assertThat(comparisonSessions()).isZero();

            controlPlane.order("m");
            warm(connection);
            assertThat(comparisonSessions()).isEqualTo(1);
        }
    }

    @Test
    void tellsAsRarelyAsItIsAskedTo() throws Exception {
        controlPlane.wantComparisonsEvery(60_000);
        try (Connection connection = open(ALL)) {
            await(() -> controlPlane.comparisons() == 1);
            for (int i = 0; i < 50; i++) {
                run(connection, "SELECT name FROM users WHERE id = 1");
                Thread.sleep(10);
            }
            assertThat(controlPlane.comparisons()).isEqualTo(1);

            controlPlane.show(snapshot(2, Phase.SWITCH_READS));
            await(() -> controlPlane.comparisons() > 1);
        }
    }

    private int comparisonSessions() throws SQLException {
        return Integer.parseInt(
                asked("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'crossfade comparison'"
                        + " AND datname = '" + postgres.name() + "'"));
    }

    @Test
    void zeroMeansNever() throws Exception {
        try (Connection connection = open("&crossfade.compareReads=0")) {
            for (int i = 0; i < 100; i++) {
                run(connection, "SELECT name FROM users WHERE id = 1");
            }
            assertThat(controlPlane.bodies).isEmpty();
            assertThat(comparisonSessions()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name, noted(id) FROM users",
                "SELECT name, nextval('numbers') FROM users",
                "SELECT u.name FROM users u, own.noted(1)",
                "SELECT name FROM users WHERE random() < 2",
                "SELECT u.name FROM users u JOIN shown s ON s.id = u.id",
                "SELECT u.name FROM users u JOIN guarded g ON g.id = u.id",
                "SELECT array_agg(name) FROM users",
                "SELECT name FROM users WHERE id = 1 FOR UPDATE",
                "SELECT name FROM users LIMIT 1",
            })
    void neverRunsAgainWhatItIsntCertainOf(String sql) throws Exception {
        plainly("""
                CREATE SEQUENCE numbers;
                CREATE TABLE notes (id bigint);
                CREATE SCHEMA own;
                CREATE FUNCTION noted(k bigint) RETURNS bigint LANGUAGE sql AS 'INSERT INTO notes VALUES (k) RETURNING id';
                CREATE FUNCTION own.noted(k bigint) RETURNS bigint LANGUAGE sql AS 'INSERT INTO notes VALUES (k) RETURNING id';
                CREATE VIEW shown AS SELECT id FROM users;
                CREATE TABLE guarded (id bigint);
                ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
                """);
        try (Connection connection = open(ALL)) {
            warm(connection);
            long uncertain = controlPlane.skipped("uncertain");
            long rows = Long.parseLong(asked("SELECT count(*) FROM notes"));

            run(connection, sql);
            long once = Long.parseLong(asked("SELECT count(*) FROM notes")) - rows;
            String number = asked("SELECT last_value FROM numbers");
            await(() -> controlPlane.skipped("uncertain") > uncertain);

            assertThat(Long.parseLong(asked("SELECT count(*) FROM notes")) - rows)
                    .isEqualTo(once);
            assertThat(asked("SELECT last_value FROM numbers")).isEqualTo(number);
        }
    }

    @Test
    void aParameterThatCanBeReadOnceIsntSampled() throws Exception {
        try (Connection connection = open(ALL)) {
            warm(connection);
            try (PreparedStatement query = connection.prepareStatement("SELECT id FROM users WHERE name = ?")) {
                query.setCharacterStream(1, new StringReader("Name 3"), 6);
                try (ResultSet rows = query.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                }
            }
            await(() -> controlPlane.skipped("parameters") == 1);
        }
    }

    @Test
    void whatIsTooMuchIsntCompared() throws Exception {
        plainly("INSERT INTO users SELECT g, 'x', 'x', g FROM generate_series(100, 1200) g");
        try (Connection connection = open(ALL)) {
            warm(connection);
            run(connection, "SELECT name FROM users");
            await(() -> controlPlane.skipped("size") == 1);
        }
    }

    /** What a function says of itself isn't believed as far as effects go. */
    @Test
    void aFunctionThatLiesHasNoEffectInAComparison() throws Exception {
        plainly("""
                CREATE SEQUENCE numbers;
                CREATE FUNCTION liar() RETURNS bigint IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN nextval(''numbers''); END';
                """);
        try (Connection connection = open(ALL)) {
            warm(connection);
            run(connection, "SELECT name, liar() FROM users WHERE id = 1");
            String number = asked("SELECT last_value FROM numbers");
            await(() -> controlPlane.skipped("failed") == 1);

            assertThat(asked("SELECT last_value FROM numbers")).isEqualTo(number);
        }
    }

    @Test
    void aSessionThatFindsOtherTablesIsLeftAlone() throws Exception {
        plainly("CREATE SCHEMA own; CREATE TABLE own.orders (id bigint)");
        try (Connection connection = open(ALL);
                Statement statement = connection.createStatement()) {
            warm(connection);
            statement.execute("SET search_path = own, public");
            run(connection, "SELECT name FROM users WHERE id = 1");
            await(() -> controlPlane.skipped("settings") == 1);
        }
    }

    /** The first comparison is slow enough to be looked at, and to have the second one wait behind it. */
    @Test
    void takesNoLockThatWritersWaitForAndWaitsForNone() throws Exception {
        plainly("CREATE TABLE other (id bigint)");
        try (Connection connection = open(ALL);
                Connection writer = postgres.connect();
                Statement write = writer.createStatement()) {
            warm(connection);
            writer.setAutoCommit(false);
            write.execute("SELECT * FROM users FOR UPDATE");
            write.execute("UPDATE users SET name = 'Uncommitted', full_name = 'Uncommitted'");
            long before = same();
            run(connection, "SELECT count(*), max(name) FROM users, generate_series(1, 100000)");
            run(connection, "SELECT u.name FROM users u JOIN other o ON o.id = u.id");
            write.execute("LOCK TABLE other IN ACCESS EXCLUSIVE MODE");

            await(() -> state().equals("active"));
            assertThat(asked("SELECT string_agg(DISTINCT mode, ',') FROM pg_locks JOIN pg_stat_activity a USING (pid)"
                            + " WHERE a.application_name = 'crossfade comparison' AND locktype <> 'virtualxid'"))
                    .isIn("AccessShareLock", null);
            write.execute("UPDATE users SET name = 'Again', full_name = 'Again'");
            await(() -> controlPlane.skipped("time") == 1);
            assertThat(same()).isGreaterThan(before);
            writer.commit();
            write.execute("SELECT * FROM users FOR UPDATE NOWAIT");
            writer.rollback();
            assertThat(controlPlane.sum(Tally::passing)).isZero();
        }
    }

    private String state() {
        try {
            return asked("SELECT state FROM pg_stat_activity WHERE application_name = 'crossfade comparison'"
                    + " AND datname = '" + postgres.name() + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aKilledComparisonIsHarmlessAndTheNextOneIsMadeElsewhere() throws Exception {
        try (Connection connection = open(ALL)) {
            warm(connection);
            plainly("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'crossfade comparison'");

            until(
                    () -> controlPlane.skipped("failed") > 0,
                    () -> run(connection, "SELECT name FROM users WHERE id = 2"));
            warm(connection);
        }
    }

    @Test
    void keepsWhatItFoundWhileTheControlPlaneIsDown() throws Exception {
        try (Connection connection = open(SHOWN)) {
            warm(connection);
            controlPlane.down(true);
            plainly("UPDATE users SET full_name = 'Other' WHERE id = 7");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() < end) {
                run(connection, "SELECT name FROM users WHERE id = 7");
                Thread.sleep(20);
            }
            plainly("UPDATE users SET full_name = name");
            assertThat(controlPlane.differences()).isEmpty();

            controlPlane.down(false);

            await(() -> !controlPlane.differences().isEmpty());
            assertThat(controlPlane.differences().get(0).key()).isEqualTo(Map.of("id", "7"));
        }
    }

    /** A script that mends one side after the other is no difference, if it is quick. */
    @Test
    void whatIsMendedAMomentLaterIsntCounted() throws Exception {
        try (Connection connection = open(SHOWN)) {
            warm(connection);
            plainly("UPDATE users SET full_name = 'Other' WHERE id = 7");
            run(connection, "SELECT name FROM users WHERE id = 7");
            await(() -> state().equals("idle"));
            Thread.sleep(50);
            plainly("UPDATE users SET name = 'Other' WHERE id = 7");

            await(() -> controlPlane.sum(Tally::passing) == 1);
            assertThat(controlPlane.differences()).isEmpty();
        }
    }

    @Test
    void asksAgainWhatMayBeComparedUnderEachEpoch() throws Exception {
        try (Connection connection = open(ALL)) {
            warm(connection);
            controlPlane.order();
            fence(snapshot(2, Phase.SWITCH_READS));
            controlPlane.show(snapshot(2, Phase.SWITCH_READS));
            int reports = controlPlane.bodies.size();
            until(
                    () -> controlPlane.bodies.size() > reports + 2
                            && controlPlane
                                    .bodies
                                    .get(controlPlane.bodies.size() - 1)
                                    .contains("\"epoch\":2"),
                    () -> run(connection, "SELECT name FROM users WHERE id = 1"));
            long before = same();
            for (int i = 0; i < 20; i++) {
                run(connection, "SELECT name FROM users WHERE id = 1");
            }
            int more = controlPlane.bodies.size();
            await(() -> controlPlane.bodies.size() > more + 1);
            assertThat(same()).isEqualTo(before);

            controlPlane.order("m");
            warm(connection);
        }
    }

    /** Nobody else sees the table; the first look is from outside and can't be made. */
    @Test
    void comparesInTheApplicationsOwnTransactionIfToldAndLeavesNothingThere() throws Exception {
        plainly("CREATE SEQUENCE numbers; CREATE FUNCTION liar() RETURNS bigint IMMUTABLE LANGUAGE plpgsql"
                + " AS 'BEGIN RETURN nextval(''numbers''); END'");
        String sql = "SELECT u.name FROM users u JOIN fresh f ON f.id = u.id";
        try (Connection connection = open(ALL + "&crossfade.compareIn=transaction");
                Statement statement = connection.createStatement()) {
            warm(connection);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE fresh AS SELECT 1::bigint AS id");
            run(connection, sql);
            await(() -> controlPlane.skipped("failed") == 1);
            long before = same();

            run(connection, sql);
            await(() -> same() == before + 1);

            run(connection, "SELECT name, liar() FROM users WHERE id = 1");
            await(() -> controlPlane.skipped("failed") == 2);
            run(connection, "SELECT name, liar() FROM users WHERE id = 1");
            String number = asked("SELECT last_value FROM numbers");
            assertThat(number).as("each time by the application alone").isEqualTo("2");
            assertThat(one(statement, "SHOW transaction_read_only")).isEqualTo("off");
            assertThat(one(statement, "SHOW statement_timeout")).isEqualTo("0");
            assertThat(one(statement, "SHOW lock_timeout")).isEqualTo("0");
            statement.execute("INSERT INTO fresh VALUES (2)");
            connection.commit();
            assertThat(asked("SELECT count(*) FROM fresh")).isEqualTo("2");
            assertThat((Throwable) connection.getWarnings()).isNull();
        }
    }

    /** Two looks would see two snapshots there. */
    @Test
    void comparesFromOutsideWhereATransactionHasNoOneSnapshot() throws Exception {
        String sql = "SELECT u.name FROM users u JOIN fresh f ON f.id = u.id";
        try (Connection connection = open(ALL + "&crossfade.compareIn=transaction");
                Statement statement = connection.createStatement()) {
            warm(connection);
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE fresh AS SELECT 1::bigint AS id");
            run(connection, sql);
            await(() -> controlPlane.skipped("failed") == 1);
            run(connection, sql);
            await(() -> controlPlane.skipped("failed") == 2);
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
