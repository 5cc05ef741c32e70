package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgConnection;

/** The driver with the planner and a real database. */
class PostgresTest {

    @TempDir
    private Path directory;

    private TestPostgres postgres;
    private Path snapshot;
    private String url;

    @BeforeEach
    void prepare() throws Exception {
        postgres = TestPostgres.create();
        postgres.run("""
                CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(50), email text,
                    tags text[], full_name varchar(50));
                CREATE UNIQUE INDEX users_name ON users (name);
                CREATE UNIQUE INDEX users_email_name ON users (email, name);
                CREATE UNIQUE INDEX users_email_full_name ON users (email, full_name);
                CREATE TABLE orders (id int PRIMARY KEY, note text);
                CREATE SCHEMA archive; CREATE TABLE archive.users (id bigint, name text)""");
        snapshot = directory.resolve("snapshot.json");
        phase(1, Phase.DUAL_WRITE);
        url = postgres.crossfadeUrl() + "&crossfade.snapshotFile=" + snapshot;
    }

    @Test
    void seesAColumnThatSomebodyAddedPastTheDriver() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThat(columns(statement)).isEqualTo(4);
            postgres.run("ALTER TABLE users ADD COLUMN phone text");
            assertThat(columns(statement)).as("planned before").isEqualTo(4);
            CrossfadeDriver.epochs(url).current().plans().lookForChanges();
            assertThat(columns(statement)).isEqualTo(5);
        }
    }

    private static int columns(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM users")) {
            return rows.getMetaData().getColumnCount();
        }
    }

    @Test
    void metadataShowsTheColumnRightAfterTheSourceIsDropped() throws Exception {
        phase(2, Phase.CONTRACT);
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(columnsNamed(connection, "name")).isEqualTo(1);
            postgres.run("ALTER TABLE users DROP COLUMN name");
            assertThat(columnsNamed(connection, "name")).isEqualTo(1);
            assertThat(columnsNamed(connection, "full_name")).isZero();
        }
    }

    private static int columnsNamed(Connection connection, String name) throws SQLException {
        int count = 0;
        try (ResultSet rows = connection.getMetaData().getColumns(null, "public", "users", name)) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    @Test
    void indexesOverTheHiddenColumnAreHidden() throws SQLException {
        postgres.run("""
                CREATE INDEX by_lower ON users (lower(name));
                CREATE INDEX by_lower_cf ON users (lower(full_name));
                CREATE INDEX with_name ON users (email) WHERE name > 'A';
                CREATE INDEX with_name_cf ON users (email) WHERE full_name > 'A'""");
        List<String> shown = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows = connection.getMetaData().getIndexInfo(null, "public", "users", false, false)) {
            while (rows.next()) {
                shown.add(rows.getString("INDEX_NAME"));
            }
        }
        assertThat(shown).contains("by_lower", "with_name").doesNotContain("by_lower_cf", "with_name_cf");
    }

    @Test
    void refusesTheRestOfABatchBehindAChangeOfTheSearchPath() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.addBatch("SET search_path = archive");
            statement.addBatch("UPDATE users SET name = 'x'");
            assertThatThrownBy(statement::executeBatch).hasMessageContaining("search path");
        }
    }

    @Test
    void seesASearchPathThatAFunctionHasChanged() throws SQLException {
        postgres.run("""
                CREATE FUNCTION into_archive() RETURNS void LANGUAGE plpgsql AS
                $$ BEGIN EXECUTE 'SE' || 'T sea' || 'rch_path = archive'; END $$""");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users (name) VALUES ('Ada')");
            statement.execute("SELECT public.into_archive()");
            statement.execute("INSERT INTO users (name) VALUES ('old')");
        }
        assertThat(postgres.run("SELECT name FROM archive.users")).containsExactly("old");
        assertThat(postgres.run("SELECT full_name FROM public.users")).containsExactly("Ada");
    }

    @Test
    void refusesTheRestOfATextBehindAChangeOfTheSearchPath() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL search_path = archive");
            statement.execute("SELECT name FROM users");
            assertThatThrownBy(() -> statement.execute("COMMIT; UPDATE public.users SET name = 'x'"))
                    .hasMessageContaining("search path");
        }
    }

    @Test
    void aQuestionMarkIsAnOperatorInAPlainStatement() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO users (name) VALUES ('Ada')");
            try (ResultSet rows =
                    statement.executeQuery("SELECT name FROM users WHERE jsonb_build_object(name, 1) ? 'Ada'")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void writesBothColumnsAndReturnsTheKeysAskedFor() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO users (name) VALUES (?)", new String[] {"id", "name"})) {
                insert.setString(1, "Ada");
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    keys.next();
                    assertThat(keys.getLong("id")).isEqualTo(1);
                    assertThat(keys.getString("name")).isEqualTo("Ada");
                    assertThat(keys.getStatement()).isSameAs(insert);
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO users (name) VALUES ('Bob')", Statement.RETURN_GENERATED_KEYS);
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    keys.next();
                    assertThat(keys.getLong(1)).isEqualTo(2);
                    assertThat(keys.getMetaData().getColumnCount())
                            .as("the new column is hidden")
                            .isEqualTo(4);
                }
            }
            try (PreparedStatement batch = connection.prepareStatement(
                    "INSERT INTO users (name, email) VALUES (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
                for (String name : List.of("Cleo", "Dan")) {
                    batch.setCharacterStream(1, new StringReader(name));
                    batch.setString(2, name + "@example.org");
                    batch.addBatch();
                }
                assertThat(batch.executeBatch()).containsExactly(1, 1);
                assertThat(TestPostgres.strings(batch.getGeneratedKeys())).containsExactly("3", "4");
            }
        }
        assertThat(postgres.run("SELECT name || '/' || full_name FROM users ORDER BY id"))
                .containsExactly("Ada/Ada", "Bob/Bob", "Cleo/Cleo", "Dan/Dan");
    }

    @Test
    void aTextOfAnySortEndsItsClaimWithItsTransaction() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Epochs<Plans> epochs = epochs();
            statement.execute("BEGIN; INSERT INTO users (name) VALUES ('Ada')");
            phase(2, Phase.BACKFILL);
            awaitEpoch(epochs, 2);
            assertThat(epochs.drained())
                    .as("BEGIN in a text opens a transaction")
                    .isEqualTo(1);
            statement.execute("/* end it */ COMMIT");
            assertThat(epochs.drained()).isEqualTo(2);

            connection.setAutoCommit(false);
            statement.execute("SELECT 1");
            assertThatThrownBy(() -> statement.execute("SELECT 1/0")).hasMessageContaining("zero");
            phase(3, Phase.VERIFY);
            awaitEpoch(epochs, 3);
            assertThat(epochs.drained()).as("a failed transaction is open").isEqualTo(2);
            connection.rollback();
            assertThat(epochs.drained()).isEqualTo(3);
        }
    }

    /** The server learns nothing of a client that has given up, and commits what it was told once it gets the lock. */
    @Test
    void aLostConnectionKeepsItsClaimWhileTheServerGoesOn() throws Exception {
        postgres.run("INSERT INTO users (name, full_name) VALUES ('Ada', 'Ada')");
        try (Connection blocker = postgres.connect();
                Statement lock = blocker.createStatement();
                Connection connection = DriverManager.getConnection(url + "&socketTimeout=1");
                Statement statement = connection.createStatement()) {
            Epochs<Plans> epochs = epochs();
            blocker.setAutoCommit(false);
            lock.execute("SELECT FROM users FOR UPDATE");
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE users SET name = 'Bob'"))
                    .isInstanceOf(SQLException.class);
            assertThat(connection.isClosed()).isTrue();
            connection.close();
            phase(2, Phase.BACKFILL);
            awaitEpoch(epochs, 2);
            Thread.sleep(300);
            assertThat(epochs.drained()).as("the update waits in the server").isEqualTo(1);

            blocker.rollback();
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (epochs.drained() < 2) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(20);
            }
            assertThat(postgres.run("SELECT name FROM users")).containsExactly("Bob");
        }
    }

    /** What such a transaction reads is as old as its first query, which wasn't a statement of the application's. */
    @Test
    void aSnapshotOfTheDatabaseTakenUnderAnEarlierEpochIsNotReadUnderALaterOne() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Epochs<Plans> epochs = epochs();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.getSchema();
            phase(2, Phase.BACKFILL);
            awaitEpoch(epochs, 2);

            assertThatThrownBy(() -> statement.executeQuery("SELECT name FROM users"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
            assertThat(epochs.drained()).isEqualTo(2);
            connection.rollback();
            assertThat(TestPostgres.strings(statement.executeQuery("SELECT name FROM users")))
                    .isEmpty();
        }
    }

    @Test
    void followsTheSearchPath() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = archive");
            statement.execute("INSERT INTO users (id, name) VALUES (1, 'old')");
            connection.setSchema("public");
            statement.execute("INSERT INTO users (name) VALUES ('new')");

            connection.setAutoCommit(false);
            statement.execute("SET LOCAL search_path TO archive");
            statement.execute("INSERT INTO users (id, name) VALUES (2, 'old')");
            connection.commit();
            statement.execute("INSERT INTO users (name) VALUES ('newer')");
            connection.commit();

            connection.setSchema("archive");
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO users (name) VALUES ('x')")) {
                // Planning has asked for the path and left no transaction open, in which this would fail.
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                insert.executeUpdate();
            }
            connection.rollback();
        }
        assertThat(postgres.run("SELECT full_name FROM users ORDER BY id")).containsExactly("new", "newer");
        assertThat(postgres.run("SELECT name FROM archive.users")).containsExactly("old", "old");
    }

    @Test
    void holdsItsSessionsLock() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + "&crossfade.instance=one");
                Statement statement = connection.createStatement()) {
            String locks = "SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND pid = "
                    + connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            assertThat(postgres.run(locks)).containsExactly("ShareLock");
            statement.execute("DISCARD ALL");
            assertThat(postgres.run(locks)).containsExactly("ShareLock");
            statement.execute("SELECT pg_advisory_unlock_all()");
            assertThat(postgres.run(locks)).containsExactly("ShareLock");
        }
    }

    /** By which triggers that keep both sides in step pass it by. */
    @Test
    void saysOfItsSessionThatItIsCrossfades() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + "&crossfade.instance=one");
                Statement statement = connection.createStatement()) {
            for (String ended : List.of("SELECT 1", "DISCARD ALL", "RESET ALL", "RESET crossfade.session")) {
                statement.execute(ended);
                assertThat(marked(statement)).as(ended).isEqualTo("driver");
            }
            connection.setAutoCommit(false);
            statement.execute("RESET ALL");
            assertThat(marked(statement)).isEqualTo("driver");
            connection.rollback();
            assertThat(marked(statement)).isEqualTo("driver");
            statement.execute("SET search_path = pg_catalog");
            statement.execute("RESET ALL");
            connection.commit();
            assertThat(marked(statement)).isEqualTo("driver");
        }
    }

    private static String marked(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW crossfade.session")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void showsTheCatalogInTheShapeTheCodeKnows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            DatabaseMetaData catalog = connection.getMetaData();
            assertThat(catalog.getURL()).startsWith("jdbc:postgresql:").doesNotContain("crossfade");
            assertThat(catalog.getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(columns(catalog.getColumns(null, "public", "users", null)))
                    .containsExactly("id", "name", "email", "tags");
            assertThat(columns(catalog.getColumns(null, "public", "users", "%name%")))
                    .containsExactly("name");
            assertThat(columns(catalog.getColumns(null, "public", "users", "full\\_name")))
                    .isEmpty();
            assertThat(columns(catalog.getIndexInfo(null, "public", "users", true, true)))
                    .containsExactlyInAnyOrder("id", "name", "email", "name");
            assertThat(columns(catalog.getPrimaryKeys(null, "public", "users"))).containsExactly("id");
            try (ResultSet tables = catalog.getTables(null, "public", "users", null)) {
                assertThat(tables.next()).isTrue();
                assertThat(tables.getStatement().getConnection()).isSameAs(connection);
            }
        }
        try (Connection connection = DriverManager.getConnection(url + "&crossfade.adopted=users-full-name")) {
            DatabaseMetaData catalog = connection.getMetaData();
            assertThat(columns(catalog.getColumns(null, "public", "users", "%name")))
                    .containsExactly("full_name");
        }
    }

    @Test
    void showsTheApplicationsParametersAndLabels() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO users (name, email) VALUES (?, ?)");
                PreparedStatement select = connection.prepareStatement("SELECT name FROM users")) {
            ParameterMetaData parameters = insert.getParameterMetaData();
            assertThat(parameters.getParameterCount()).isEqualTo(2);
            assertThat(parameters.getParameterTypeName(1)).isEqualTo("varchar");
            assertThat(parameters.getParameterTypeName(2)).isEqualTo("text");
            assertThat(select.getMetaData().getColumnLabel(1)).isEqualTo("name");
            assertThat(((PGResultSetMetaData) select.getMetaData()).getBaseColumnName(1))
                    .isEqualTo("name");
        }
    }

    @Test
    void hasTheVendorsInterfacesAndGuardsThem() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement select = connection.prepareStatement("SELECT 1")) {
            PGConnection vendor = connection.unwrap(PGConnection.class);
            assertThat(vendor).isSameAs(connection);
            assertThat(vendor.getBackendPID()).isPositive();
            select.unwrap(PGStatement.class).setPrepareThreshold(1);
            assertThat(connection.isWrapperFor(PgConnection.class)).isFalse();
            assertThatThrownBy(() -> connection.unwrap(PgConnection.class))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MG004"))
                    .hasMessageContaining("crossfade.unwrap=allow");
            assertThatThrownBy(() -> ((BaseConnection) connection).execSQLUpdate("DELETE FROM users"))
                    .hasMessageContaining("execSQLUpdate");
            assertThatThrownBy(((BaseConnection) connection)::getQueryExecutor)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("getCopyAPI");

            assertThat(vendor.getCopyAPI().copyIn("COPY orders FROM STDIN", new StringReader("1\ta\n2\tb\n")))
                    .isEqualTo(2);
            StringWriter out = new StringWriter();
            vendor.getCopyAPI().copyOut("COPY orders TO STDOUT", out);
            assertThat(out).hasToString("1\ta\n2\tb\n");
            assertThatThrownBy(
                            () -> vendor.getCopyAPI().copyIn("COPY users (name) FROM STDIN", new StringReader("a\n")))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MG001"));
            assertThat(epochs().oldest()).isEmpty();

            Array tags = vendor.createArrayOf("text", new String[] {"a"});
            assertThat(tags.getResultSet().getStatement().getConnection()).isSameAs(connection);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO users (name, tags) VALUES (?, ?) RETURNING tags")) {
                insert.setString(1, "tagged");
                insert.setArray(2, tags);
                ResultSet rows = insert.executeQuery();
                rows.next();
                assertThat((String[]) rows.getArray(1).getArray()).containsExactly("a");
            }
        }
        try (Connection connection = DriverManager.getConnection(url + "&crossfade.unwrap=allow")) {
            assertThat(connection.unwrap(PgConnection.class)).isNotNull();
        }
    }

    @Test
    void aCopyUnderWayHoldsItsEpoch() throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            Epochs<Plans> epochs = epochs();
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY orders FROM STDIN");
            phase(2, Phase.BACKFILL);
            awaitEpoch(epochs, 2);
            assertThat(epochs.drained()).isEqualTo(1);
            copy.endCopy();
            assertThat(epochs.drained()).isEqualTo(2);
        }
    }

    @Test
    void refusesToWriteThroughTheRowsOfAMigratingTable() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            statement.execute("INSERT INTO users (name) VALUES ('Ada')");
            statement.execute("INSERT INTO orders VALUES (1, 'a')");
            try (ResultSet users = statement.executeQuery("SELECT id, name FROM users")) {
                users.next();
                users.updateString("name", "Eve");
                assertThatThrownBy(users::updateRow).hasMessageContaining("users-full-name");
                assertThatThrownBy(users::deleteRow).hasMessageContaining("users-full-name");
                assertThatThrownBy(users::refreshRow).hasMessageContaining("users-full-name");
            }
            try (ResultSet orders = statement.executeQuery("SELECT id, note FROM orders")) {
                orders.next();
                orders.updateString("note", "b");
                orders.updateRow();
            }
        }
        assertThat(postgres.run("SELECT name FROM users UNION ALL SELECT note FROM orders"))
                .containsExactly("Ada", "b");
    }

    @Test
    void aPreparedStatementGoesThroughAllPhases() throws Exception {
        postgres.run("ALTER TABLE users ALTER name DROP NOT NULL");
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
                assertThat(TestPostgres.strings(select.executeQuery()))
                        .as(phase.name())
                        .hasSize(1);
                assertThat(epochs.drained()).isEqualTo(epoch);
            }
        }
    }

    @Test
    void aPoolNeedsNothingButTheUrl() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO users (name) VALUES ('Ada')");
                assertThatThrownBy(() -> statement.execute("TRUNCATE users; ALTER TABLE users DROP COLUMN name"))
                        .isInstanceOf(SQLException.class);
                assertThat(connection.isValid(1)).isTrue();
            }
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isPositive();
        }
        CrossfadeDataSource source = new CrossfadeDataSource();
        source.setUrl(url);
        try (Connection connection = source.getConnection()) {
            assertThat(TestPostgres.strings(connection.createStatement().executeQuery("SELECT full_name FROM users")))
                    .isNotNull();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("MG001");
        }
    }

    @Test
    void aLargeObjectIsStoredOnceForBothColumns() throws Exception {
        postgres.run("ALTER TABLE users ALTER name TYPE oid USING NULL, ALTER full_name TYPE oid USING NULL");
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO users (name) VALUES (?)")) {
            connection.setAutoCommit(false);
            insert.setBlob(1, new java.io.ByteArrayInputStream(new byte[] {1, 2, 3}));
            insert.executeUpdate();
            insert.setClob(1, new StringReader("text"), 3);
            insert.executeUpdate();
            connection.commit();
        }
        assertThat(postgres.run("""
                        SELECT encode(lo_get(name), 'hex') || (name = full_name)
                        FROM users ORDER BY id""")).containsExactly("010203true", "746578true");
    }

    @Test
    void aStatementMayHaveThirtyThousandParameters() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO users (name) VALUES (?)" + ", (?)".repeat(29_999))) {
            for (int i = 1; i <= 30_000; i++) {
                insert.setString(i, null);
            }
            assertThat(insert.executeUpdate()).isEqualTo(30_000);
        }
    }

    @Test
    void theStepToAPhaseIsPlannedAheadForTheStatementsInUse() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Epochs<Plans> epochs = epochs();
            statement.execute("SELECT name FROM users");
            statement.execute("UPDATE users SET name = 'x'");
            assertThat(epochs.current().plans().waitedFor()).isEqualTo(2);
            phase(2, Phase.BACKFILL);
            awaitEpoch(epochs, 2);
            statement.execute("SELECT name FROM users");
            statement.execute("UPDATE users SET name = 'x'");
            assertThat(epochs.current().plans().waitedFor()).isZero();
            statement.execute("SELECT name FROM users -- not in use before");
            assertThat(epochs.current().plans().waitedFor()).isEqualTo(1);
        }
    }

    @Test
    void theFirstMigrationIsPlannedAheadToo() throws Exception {
        Files.writeString(snapshot, Wire.write(new Snapshot(postgres.name(), 1, List.of())));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Epochs<Plans> epochs = epochs();
            statement.execute("SELECT name FROM users");
            phase(2, Phase.EXPAND);
            awaitEpoch(epochs, 2);
            statement.execute("SELECT name FROM users");
            assertThat(epochs.current().plans().waitedFor()).isZero();
        }
    }

    @Test
    void theFirstConnectionWarmsThePlannerUp() throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(WarmUp.awaited(Dialect.POSTGRESQL)).isEqualTo(WarmUp.texts(Dialect.POSTGRESQL));
        }
    }

    @Test
    void showsTheCatalogOfAConversionInTheShapeTheCodeKnows() throws Exception {
        postgres.run("""
                ALTER TABLE users ADD COLUMN first varchar(50), ADD COLUMN email_cf varchar(200);
                ALTER TABLE users ALTER email DROP NOT NULL;
                CREATE INDEX by_first ON users (first)""");
        Migration split = new Migration(
                "users-first",
                new TableId("public", "users"),
                List.of(
                        new ColumnMapping.Conversion(
                                List.of(new RetiredColumn(
                                        "name", "varchar(50)", Optional.empty(), "first", Optional.empty(), true, 2)),
                                List.of(new AddedColumn(
                                        "first",
                                        "first",
                                        "varchar(50)",
                                        Optional.empty(),
                                        Optional.of("name"),
                                        Optional.empty(),
                                        false,
                                        6))),
                        new ColumnMapping.Conversion(
                                List.of(new RetiredColumn(
                                        "email", "text", Optional.empty(), "email_cf", Optional.empty(), false, 3)),
                                List.of(new AddedColumn(
                                        "email_cf",
                                        "email",
                                        "varchar(200)",
                                        Optional.empty(),
                                        Optional.of("email"),
                                        Optional.empty(),
                                        false,
                                        3)))),
                Phase.SWITCH_READS,
                100);
        Files.writeString(snapshot, Wire.write(new Snapshot(postgres.name(), 1, List.of(split))));
        try (Connection connection = DriverManager.getConnection(url)) {
            DatabaseMetaData catalog = connection.getMetaData();
            assertThat(columns(catalog.getColumns(null, "public", "users", null)))
                    .containsExactly("id", "name", "email", "tags", "full_name");
            assertThat(columns(catalog.getIndexInfo(null, "public", "users", false, true)))
                    .doesNotContain("first")
                    .contains("name");
            try (ResultSet email = catalog.getColumns(null, "public", "users", "email")) {
                email.next();
                assertThat(email.getString("TYPE_NAME")).isEqualTo("text");
                assertThat(email.getInt("NULLABLE")).isEqualTo(DatabaseMetaData.columnNoNulls);
                assertThat(email.getString("IS_NULLABLE")).isEqualTo("NO");
            }
        }
        try (Connection connection = DriverManager.getConnection(url + "&crossfade.adopted=users-first")) {
            DatabaseMetaData catalog = connection.getMetaData();
            assertThat(columns(catalog.getColumns(null, "public", "users", null)))
                    .containsExactly("id", "tags", "full_name", "first", "email");
            try (ResultSet email = catalog.getColumns(null, "public", "users", "email")) {
                email.next();
                assertThat(email.getString("TYPE_NAME")).isEqualTo("varchar");
                assertThat(email.getInt("COLUMN_SIZE")).isEqualTo(200);
            }
        }
    }

    private void phase(long epoch, Phase phase) throws IOException {
        Migration migration = new Migration(
                "users-full-name",
                new TableId("public", "users"),
                List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                phase,
                50);
        Path fresh = directory.resolve("fresh.json");
        Files.writeString(fresh, Wire.write(new Snapshot(postgres.name(), epoch, List.of(migration))));
        Files.move(fresh, snapshot, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private Epochs<Plans> epochs() throws SQLException {
        return CrossfadeDriver.epochs(url);
    }

    private static void awaitEpoch(Epochs<Plans> epochs, long epoch) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (epochs.current().epoch() < epoch) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
            assertThat(rows.getRow()).isEqualTo(names.size() + 1);
            assertThat(rows.getObject("COLUMN_NAME")).isEqualTo(rows.getString("COLUMN_NAME"));
            names.add(rows.getString("COLUMN_NAME"));
        }
        return names;
    }
}
