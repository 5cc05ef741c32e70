package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.TestPostgres;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.Sample;
import io.crossfade.migration.Phase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobsTest {

    private static final String RICH_TABLE = """
            CREATE TABLE teams (code text PRIMARY KEY);
            INSERT INTO teams SELECT 'name ' || g FROM generate_series(1, 95) g;
            CREATE TABLE users (
                id bigint PRIMARY KEY, tenant int NOT NULL DEFAULT 1,
                name varchar(100) COLLATE "C" NOT NULL DEFAULT 'nobody', email text,
                CONSTRAINT name_given CHECK (char_length(name) > 0 AND name <> email),
                CONSTRAINT one_name UNIQUE (name) DEFERRABLE,
                CONSTRAINT in_a_team FOREIGN KEY (name) REFERENCES teams ON DELETE CASCADE);
            CREATE INDEX users_name ON users (name varchar_pattern_ops);
            CREATE INDEX users_lower ON users (lower(name)) INCLUDE (email) WHERE name <> 'x';
            CREATE UNIQUE INDEX users_tenant_name ON users (tenant, name DESC);
            COMMENT ON COLUMN users.name IS 'what they''re called';
            ALTER TABLE users ALTER COLUMN name SET STATISTICS 250;
            INSERT INTO users SELECT g, 1, 'name ' || g FROM generate_series(1, 95) g;
            """;

    private static final String SHAPE = """
            SELECT 'column', attname, attnotnull::text, format_type(atttypid, atttypmod), attstattarget::text,
                   pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum), attcollation::regcollation::text
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped
            UNION ALL SELECT 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid::text, '', '', '', ''
            FROM pg_index WHERE indrelid = 'users'::regclass
            UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid), convalidated::text, '', '', '', ''
            FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype <> 'n'
            ORDER BY 1, 2
            """;

    @TempDir
    private Path directory;

    private final TestPostgres postgres = TestPostgres.create();

    /** The table's shape with the target in place of the source. */
    private static List<String> renamed(List<String> shape) {
        return shape.stream()
                .map(line -> line.replaceAll("(column\\||\\(|, |\\(\\()name(?=[),| ]|::)", "$1full_name"))
                .sorted()
                .toList();
    }

    @Test
    void leavesTheTableAsItWasButForTheName() {
        postgres.execute(RICH_TABLE, "CREATE ROLE reader_a", "GRANT SELECT (name) ON users TO reader_a");
        List<String> before = postgres.rows(SHAPE);
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.COMPLETE);
        }
        assertThat(postgres.rows(SHAPE).stream().sorted().toList()).isEqualTo(renamed(before));
        assertThat(postgres.value("SELECT count(*) FROM users WHERE full_name = 'name ' || id"))
                .isEqualTo("95");
        assertThat(postgres.value("SELECT has_column_privilege('reader_a', 'users', 'full_name', 'SELECT')"))
                .isEqualTo("t");
        assertThat(postgres.rows("SELECT conname, condeferrable FROM pg_constraint WHERE conname = 'one_name'"))
                .containsExactly("one_name|t");
        postgres.execute(
                "REVOKE ALL ON users FROM reader_a",
                "REVOKE SELECT (full_name) ON users FROM reader_a",
                "DROP ROLE reader_a");
    }

    @Test
    void leavesTheTableAsItWasAfterTheWholeWayBack() {
        postgres.execute(RICH_TABLE);
        List<String> before = postgres.rows(SHAPE);
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.TARGET_ONLY);
            postgres.execute(
                    "INSERT INTO teams SELECT 'name ' || g FROM generate_series(100, 109) g",
                    // Names change places, and new rows have none in the source.
                    "UPDATE users SET full_name = 'name ' || (100 + id) WHERE id < 5",
                    "UPDATE users SET full_name = 'name ' || (id - 10) WHERE id BETWEEN 11 AND 14",
                    "INSERT INTO users (id, full_name) SELECT g, 'name ' || g FROM generate_series(106, 109) g");
            driver.enter(Phase.SWITCH_READS);
            driver.restoreSource();
            driver.enter(Phase.VERIFY);
            assertThat(postgres.value("SELECT count(*) FROM users WHERE name = full_name"))
                    .isEqualTo("99");
            // The old application must be able to write rows without a target.
            driver.enter(Phase.BACKFILL);
            driver.enter(Phase.DUAL_WRITE);
            driver.stopWritingTarget();
            driver.arrive(Phase.EXPAND);
            postgres.execute("INSERT INTO teams VALUES ('new')", "INSERT INTO users (id, name) VALUES (200, 'new')");
            driver.work();
            driver.undoExpand();
        }
        assertThat(postgres.rows(SHAPE)).isEqualTo(before);
        assertThat(postgres.value("SELECT count(*) FROM users")).isEqualTo("100");
    }

    @Test
    void goesForwardAgainAfterTheWayBack() {
        postgres.execute(RICH_TABLE);
        List<String> before = postgres.rows(SHAPE);
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.SWITCH_READS);
            driver.restoreSource();
            driver.enter(Phase.VERIFY);
            driver.enter(Phase.BACKFILL);
            driver.enter(Phase.DUAL_WRITE);
            driver.stopWritingTarget();
            driver.enter(Phase.EXPAND);
            // Only the source is written now; the target's values grow old.
            postgres.execute(
                    "INSERT INTO teams SELECT 'name ' || g FROM generate_series(100, 109) g",
                    "UPDATE users SET name = 'name ' || (100 + id) WHERE id < 5",
                    "UPDATE users SET name = 'name ' || (id - 10) WHERE id BETWEEN 11 AND 14");
            driver.enter(Phase.DUAL_WRITE);
            // Both sides are written: a value that an old row still has in its target mustn't be in the way.
            postgres.execute("INSERT INTO users (id, name, full_name) VALUES (300, 'name 11', 'name 11')");
            driver.walkTo(Phase.COMPLETE);
        }
        assertThat(postgres.rows(SHAPE).stream().sorted().toList()).isEqualTo(renamed(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "id uuid PRIMARY KEY ~ gen_random_uuid()",
                "id text PRIMARY KEY ~ chr(65 + g % 60) || g",
                "id text COLLATE \"C\" PRIMARY KEY ~ chr(65 + g % 60) || ' ä''\\' || g",
                "id timestamptz PRIMARY KEY ~ now() + g * interval '1.000001 second'",
                "id numeric PRIMARY KEY ~ g * 1.10",
                "id float8 PRIMARY KEY ~ sqrt(g::float8)",
                "id bytea PRIMARY KEY ~ decode(lpad(to_hex(g), 8, '0'), 'hex')",
                "id char(8) PRIMARY KEY ~ 'k' || g",
                "id date PRIMARY KEY ~ date '2020-01-01' + g",
                "id inet PRIMARY KEY ~ inet '10.0.0.0' + g",
                "id int, b text DEFAULT 'b', PRIMARY KEY (b, id) ~ g",
                "id int, b timestamptz DEFAULT now(), \"C c\" uuid DEFAULT gen_random_uuid(), PRIMARY KEY (b, \"C c\", id) ~ g",
                "id int PRIMARY KEY ~ g - 500",
            })
    void copiesByAnyPrimaryKey(String key, String expression) {
        postgres.execute(
                "CREATE TABLE users (" + key + ", name text)",
                "INSERT INTO users (id, name) SELECT " + expression + ", 'n' || g FROM generate_series(1, 137) g");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            JobState backfill = driver.walkTo(Phase.BACKFILL);
            assertThat(backfill.done()).isEqualTo(137);
            assertThat(postgres.value("SELECT count(*) FROM users WHERE name = full_name"))
                    .isEqualTo("137");
            assertThat(driver.enter(Phase.VERIFY).found()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "varchar(100) ~ 'a' ~ 'A'",
                "text ~ 'a' ~ 'a '",
                "text ~ '' ~ NULL",
                "text ~ NULL ~ ''",
                "char(9) ~ 'a' ~ 'b'",
                "bpchar ~ 'a ' ~ 'a'",
                "citext ~ 'Ann' ~ 'ann'",
                "text COLLATE nocase ~ 'Ann' ~ 'ann'",
                "numeric ~ 1.0 ~ 1.00",
                "float8 ~ '-0' ~ '0'",
                "json ~ '{\"a\": 1}' ~ '{\"a\":1}'",
                "jsonb ~ '{\"a\": 1.0}' ~ '{\"a\": 1.00}'",
                "point ~ '(1,2)' ~ '(1,3)'",
                "xml ~ '<a/>' ~ '<a></a>'",
                "bytea ~ '\\x00' ~ '\\x'",
                "timestamptz ~ '2020-01-01 00:00:00.000001+00' ~ '2020-01-01+00'",
                "interval ~ '1 day' ~ '24 hours'",
                "text[] ~ '{a,NULL}' ~ '{a,\"NULL\"}'",
                "mood ~ 'sad' ~ 'ok'",
                "positive ~ 1 ~ 2",
            })
    void findsAndRepairsADifferenceOfAnyKind(String type, String source, String target) {
        postgres.execute(
                "CREATE EXTENSION citext",
                "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                "CREATE TABLE users (id int PRIMARY KEY, name " + type + ")",
                "INSERT INTO users (id) SELECT generate_series(1, 25)",
                "UPDATE users SET name = " + source);
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.BACKFILL);
            assertThat(postgres.value(
                            "SELECT count(*) FROM users WHERE name::text COLLATE \"C\" IS DISTINCT FROM full_name::text"
                                    + " COLLATE \"C\""))
                    .isEqualTo("0");
            driver.arrive(Phase.VERIFY);
            postgres.execute("UPDATE users SET full_name = " + target + " WHERE id IN (7, 24)");
            JobState verify = driver.work();
            assertThat(verify.pass()).isEqualTo(2);
            assertThat(verify.found()).isZero();
            assertThat(verify.samples()).extracting(Sample::key).containsExactly("7", "24");
            assertThat(verify.notes()).singleElement().asString().contains("look for one that bypasses it");
        }
    }

    @Test
    void failsWhenAWriterKeepsBypassingTheDriver() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "INSERT INTO users SELECT g, 'n' FROM generate_series(1, 25) g");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.BACKFILL);
            driver.arrive(Phase.VERIFY);
            AtomicInteger chunks = new AtomicInteger();
            assertThatThrownBy(() -> driver.work(point -> {
                        if (point.equals("verify:before-chunk")) {
                            postgres.execute("UPDATE users SET name = 'by " + chunks.incrementAndGet() + "'");
                        }
                    }))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("a writer bypasses the driver");
            assertThat(driver.state().samples()).isNotEmpty();
            driver.work();
            assertThat(driver.state().found()).isZero();
        }
    }

    /** Every point at which a job can be killed, in every phase. Each is killed at once and then resumed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void comesToTheSameEndWhenItIsKilledAtEveryPoint(int occurrence) {
        postgres.execute(RICH_TABLE);
        List<String> before = postgres.rows(SHAPE);
        Set<String> seen = new HashSet<>();
        List<Phase> road = new ArrayList<>(List.of(
                Phase.DUAL_WRITE,
                Phase.BACKFILL,
                Phase.VERIFY,
                Phase.SWITCH_READS,
                Phase.TARGET_ONLY,
                Phase.SWITCH_READS,
                Phase.TARGET_ONLY,
                Phase.CONTRACT));
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            killAndResume(driver, occurrence, seen);
            for (Phase phase : road) {
                driver.arrive(phase);
                killAndResume(driver, occurrence, seen);
            }
        }
        assertThat(postgres.rows(SHAPE).stream().sorted().toList()).isEqualTo(renamed(before));
        assertThat(postgres.value("SELECT count(*) FROM users WHERE full_name = 'name ' || id"))
                .isEqualTo("95");
        assertThat(seen).contains("copy:chunk-copied");
    }

    private static void killAndResume(JobDriver driver, int occurrence, Set<String> seen) {
        Set<String> killed = new HashSet<>();
        while (true) {
            java.util.Map<String, Integer> counts = new java.util.HashMap<>();
            try {
                driver.work(point -> {
                    seen.add(point);
                    if (counts.merge(point, 1, Integer::sum) == occurrence && killed.add(point)) {
                        throw new JobStoppedException("killed at " + point);
                    }
                });
                return;
            } catch (JobStoppedException e) {
                assertThat(e).hasMessageStartingWith("killed at ");
            }
        }
    }

    /** As a control plane would that was paused while another took over. */
    @Test
    void changesNoMoreRowsOnceAnotherRunHasItsToken() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "INSERT INTO users SELECT g, 'n' FROM generate_series(1, 100) g");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.DUAL_WRITE);
            driver.arrive(Phase.BACKFILL);
            AtomicInteger chunks = new AtomicInteger();
            assertThatThrownBy(() -> driver.work(point -> {
                        if (point.equals("copy:cursor-saved") && chunks.incrementAndGet() == 4) {
                            postgres.execute("UPDATE crossfade.job SET token = token + 1");
                        }
                    }))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("another control plane");
            assertThat(postgres.value("SELECT count(*) FROM users WHERE full_name IS NOT NULL"))
                    .isEqualTo("40");
        }
    }

    /** In a transaction, and outside of one. */
    @ParameterizedTest
    @CsvSource({"EXPAND, expand:before-column", "VERIFY, index:before-build", "SWITCH_READS, switch:source-remembered"})
    void changesTheSchemaNoMoreOnceAnotherRunHasItsToken(Phase phase, String stopPoint) {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE)",
                "INSERT INTO users VALUES (1, 'n')");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            if (phase != Phase.EXPAND) {
                driver.walkTo(phase.previous().orElseThrow());
                driver.arrive(phase);
            }
            String[] before = {""};
            assertThatThrownBy(() -> driver.work(point -> {
                        if (point.equals(stopPoint)) {
                            before[0] = schema();
                            postgres.execute("INSERT INTO crossfade.job VALUES ('m', 99) ON CONFLICT (migration)"
                                    + " DO UPDATE SET token = 99");
                        }
                    }))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("another control plane");
            assertThat(schema()).isEqualTo(before[0]).isNotEmpty();
        }
    }

    private String schema() {
        return postgres.value(
                "SELECT string_agg(d, ', ' ORDER BY d) FROM (SELECT attname || attnotnull FROM pg_attribute"
                        + " WHERE attrelid = 'users'::regclass AND attnum > 0 UNION SELECT pg_get_indexdef(indexrelid) FROM"
                        + " pg_index WHERE indrelid = 'users'::regclass UNION SELECT conname FROM pg_constraint WHERE conrelid ="
                        + " 'users'::regclass) AS of (d)");
    }

    /** It may have been sent by a control plane that was killed since, or paused in the middle of it. */
    @Test
    void theNextRunEndsAChangeOfTheSchemaThatIsStillUnderWay() throws SQLException {
        postgres.execute("CREATE TABLE users (id int PRIMARY KEY, name text)");
        try (JobDriver driver = JobDriver.start(postgres, directory);
                Connection before = postgres.connect()) {
            assertThat(PostgreSqlRunLock.of("m").take(before)).isTrue();

            assertThat(driver.work().status()).isEqualTo(JobStatus.DONE);

            assertThatThrownBy(() -> Rows.execute(before, "SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    /** Whoever was replaced before it had its token would make its successor's void with it. */
    @Test
    void aRunThatHasBeenReplacedChangesNothingThoughItsTokenIsTheLast() {
        postgres.execute("CREATE TABLE users (id int PRIMARY KEY, name text)");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.EXPAND);
            JobRun replaced = driver.run(StopPoints.NONE);
            driver.arrive(Phase.DUAL_WRITE);

            assertThatThrownBy(() -> driver.database.undoExpand(replaced)).isInstanceOf(JobStoppedException.class);

            assertThat(schema()).contains("full_name");
        }
    }

    @Test
    void resumesBehindTheLastChunk() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "INSERT INTO users SELECT g, 'n' FROM generate_series(1, 100) g");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.DUAL_WRITE);
            driver.arrive(Phase.BACKFILL);
            AtomicInteger chunks = new AtomicInteger();
            assertThatThrownBy(() -> driver.work(point -> {
                        if (point.equals("copy:cursor-saved") && chunks.incrementAndGet() == 4) {
                            throw new JobStoppedException("killed");
                        }
                    }))
                    .isInstanceOf(JobStoppedException.class);
            assertThat(driver.state().done()).isEqualTo(40);
            AtomicInteger rest = new AtomicInteger();
            driver.work(point -> rest.addAndGet(point.equals("copy:cursor-saved") ? 1 : 0));
            assertThat(rest).hasValue(6);
            assertThat(driver.state().done()).isEqualTo(100);
        }
    }

    @Test
    void losesNoWriteThatMeetsTheBackfill() throws Exception {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "INSERT INTO users SELECT g, 'old' FROM generate_series(1, 3000) g");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.walkTo(Phase.DUAL_WRITE);
            AtomicBoolean over = new AtomicBoolean();
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(i);
                writers.add(CompletableFuture.runAsync(() -> write(random, over)));
            }
            driver.enter(Phase.BACKFILL);
            JobState verify = driver.enter(Phase.VERIFY);
            over.set(true);
            for (CompletableFuture<Void> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
            assertThat(verify.samples()).isEmpty();
            assertThat(postgres.value("SELECT count(*) FROM users WHERE name IS DISTINCT FROM full_name"))
                    .isEqualTo("0");
        }
    }

    /** As applications do behind the driver: both sides in one statement. */
    private void write(Random random, AtomicBoolean over) {
        try (Connection connection = postgres.connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE users SET name = ?, full_name = ? WHERE id = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO users (id, name, full_name) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM users WHERE id = ?")) {
            while (!over.get()) {
                int id = random.nextInt(4000);
                String name = "new " + random.nextInt();
                update.setString(1, name);
                update.setString(2, name);
                update.setInt(3, id);
                update.executeUpdate();
                insert.setInt(1, random.nextInt(4000));
                insert.setString(2, name);
                insert.setString(3, name);
                insert.executeUpdate();
                delete.setInt(1, random.nextInt(4000));
                delete.executeUpdate();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesWhoHoldsTheLockAndDoesNotQueueForLong() throws Exception {
        postgres.execute("CREATE TABLE users (id int PRIMARY KEY, name text)");
        try (JobDriver driver = JobDriver.start(postgres, directory);
                Connection blocker = postgres.connect();
                Statement statement = blocker.createStatement()) {
            statement.execute("SET application_name = 'long report'");
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM users");
            CompletableFuture<JobState> job = CompletableFuture.supplyAsync(driver::work);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (driver.state().waitingFor() == null && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(driver.state().waitingFor())
                    .contains("'long report'", "'postgres'", "idle in transaction", "SELECT * FROM users");
            long began = System.nanoTime();
            postgres.execute("INSERT INTO users VALUES (1, 'x')");
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                    .as("ms; behind the lock, it would wait for the commit")
                    .isLessThan(10_000);
            blocker.commit();
            assertThat(job.get(30, TimeUnit.SECONDS).waitingFor()).isNull();
        }
    }

    @Test
    void rebuildsAnIndexThatAnAttemptLeftInvalid() throws Exception {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "CREATE INDEX users_name ON users (name)",
                "INSERT INTO users VALUES (1, 'x')");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            driver.work();
            postgres.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_name_cf'::regclass");
            driver.work();
            assertThat(postgres.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_name_cf'::regclass"))
                    .isEqualTo("t");
        }
    }

    @Test
    void handlesNamesThatHaveToBeQuoted() {
        postgres.execute(
                "CREATE SCHEMA \"My \"\"Schema\"",
                "CREATE TABLE \"My \"\"Schema\".\"User's\" (\"Id\" int PRIMARY KEY, \"Na me\" text NOT NULL DEFAULT 'x''y'"
                        + " CHECK (\"Na me\" <> 'Na me'))",
                "CREATE UNIQUE INDEX \"Idx On it\" ON \"My \"\"Schema\".\"User's\" (\"Na me\", \"Id\")",
                "INSERT INTO \"My \"\"Schema\".\"User's\" SELECT g, 'n' || g FROM generate_series(1, 30) g");
        try (JobDriver driver = JobDriver.start(
                postgres,
                directory,
                JobDriver.definition(
                        "\"schema\": \"My \\\"Schema\", \"table\": \"User's\"", "Na me", "Full \\\"Name\\\" 'x'"))) {
            driver.walkTo(Phase.COMPLETE);
        }
        assertThat(
                        postgres.value(
                                "SELECT count(*) FROM \"My \"\"Schema\".\"User's\" WHERE \"Full \"\"Name\"\" 'x'\" = 'n' || \"Id\""))
                .isEqualTo("30");
        assertThat(postgres.value("SELECT pg_get_indexdef('\"My \"\"Schema\".\"Idx On it\"'::regclass)"))
                .contains("\"Full \"\"Name\"\" 'x'\", \"Id\"");
    }

    @Test
    void holdsToItsThrottle() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "INSERT INTO users SELECT g, 'n' FROM generate_series(1, 100) g");
        try (JobDriver driver = JobDriver.start(
                postgres.config().withChunkRows(10).withThrottle(200), directory, JobDriver.renameUsers())) {
            driver.walkTo(Phase.DUAL_WRITE);
            long began = System.nanoTime();
            driver.enter(Phase.BACKFILL);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isGreaterThanOrEqualTo(480);
        }
    }

    @Test
    void knowsWhetherAnInstanceHasSessionsLeft() throws Exception {
        postgres.execute("CREATE TABLE users (id int PRIMARY KEY, name text)");
        try (JobDriver driver = JobDriver.start(postgres, directory)) {
            for (String instance : List.of("web-1", "web-2", "web-3", "ä", "x y")) {
                assertThat(driver.database.hasSessions(instance)).isFalse();
                try (Connection session = postgres.connect();
                        Statement statement = session.createStatement()) {
                    statement.execute(
                            "SELECT pg_advisory_lock_shared(" + io.crossfade.migration.InstanceKey.of(instance) + ")");
                    assertThat(driver.database.hasSessions(instance)).isTrue();
                    assertThat(driver.database.hasSessions("another")).isFalse();
                }
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                while (driver.database.hasSessions(instance) && System.nanoTime() < end) {
                    LockSupport.parkNanos(1_000_000);
                }
                assertThat(driver.database.hasSessions(instance)).isFalse();
            }
        }
    }
}
