package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.Sample;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationFile;
import io.crossfade.migration.Phase;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every job on real servers of MySQL and MariaDB. */
final class MySqlJobsTest {

    private static final String DATABASE = "control_plane_jobs";
    private static final String HEAD = "migration: m\ndatabase: shop\ntable: users\n";
    private static final String RENAME = HEAD + "rename: {name: full_name}\n";

    private static final String RICH_TABLE = """
            CREATE TABLE teams (code varchar(100) COLLATE utf8mb4_bin PRIMARY KEY);
            CREATE TABLE users (
                id bigint PRIMARY KEY, tenant int NOT NULL DEFAULT 1,
                name varchar(100) COLLATE utf8mb4_bin NOT NULL DEFAULT 'nobody' COMMENT 'what they''re called',
                email text,
                CONSTRAINT in_a_team FOREIGN KEY (name) REFERENCES teams (code) ON DELETE CASCADE,
                UNIQUE KEY users_tenant_name (tenant, name DESC),
                KEY users_prefix (name(7)) COMMENT 'short');
            INSERT INTO teams SELECT CONCAT('name ', id) FROM numbers;
            INSERT INTO users (id, name) SELECT id, CONCAT('name ', id) FROM numbers
            """;

    /** All kinds in one file. */
    private static final String ALL = HEAD + """
            change:
              price: {type: bigint, to: cents, up: "price * 100", down: "cents / 100"}
            split:
              full_name:
                into:
                  - {column: first_name, type: varchar(100), up: "substring_index(full_name, ' ', 1)", nullable: false}
                  - {column: last_name, type: varchar(100), up: "nullif(substring(full_name, length(substring_index(full_name, ' ', 1)) + 2), '')"}
                down: "concat(first_name, coalesce(concat(' ', last_name), ''))"
            merge:
              address:
                from:
                  street: "substring_index(address, ', ', 1)"
                  city: "substring_index(address, ', ', -1)"
                type: varchar(200)
                up: "concat(street, ', ', city)"
            remove: {legacy: "'gone'"}
            rename: {note: remark}
            add:
              - {column: active, type: tinyint, default: "1", nullable: false}
              - {column: vat, type: int, up: "CASE country WHEN 'DE' THEN 19 ELSE 20 END", default: "0"}
            """;

    private static final String ALL_TABLE = """
            CREATE TABLE users (
                id bigint PRIMARY KEY,
                price decimal(10,2) NOT NULL DEFAULT 1.50,
                full_name varchar(200) NOT NULL,
                street varchar(80), city varchar(80),
                country char(2) NOT NULL DEFAULT 'DE',
                legacy varchar(20) NOT NULL,
                note text,
                KEY users_price (price), UNIQUE KEY users_one_price (id, price), KEY users_full_name (full_name));
            INSERT INTO users SELECT id, id + 0.25, CONCAT('First', id, ' Last', id), CONCAT('Street ', id), 'City', 'DE',
                CONCAT('old', id), NULL FROM numbers;
            INSERT INTO users VALUES (96, 7, 'Only', NULL, NULL, 'FR', 'x', NULL)
            """;

    @TempDir
    private Path directory;

    private DatabaseServer server;

    private void begin(Product product, String script) {
        server = Servers.get(product);
        try {
            server.dropDatabase(DATABASE);
            server.createDatabase(DATABASE);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        execute("CREATE TABLE numbers (id int PRIMARY KEY)");
        StringBuilder numbers = new StringBuilder("INSERT INTO numbers VALUES (1)");
        for (int i = 2; i <= 95; i++) {
            numbers.append(", (").append(i).append(")");
        }
        execute(numbers.toString());
        for (String statement : script.split(";\\s*(?=CREATE|INSERT|ALTER|UPDATE)")) {
            execute(statement);
        }
        execute("DROP TABLE numbers");
    }

    @AfterEach
    void drop() throws SQLException {
        if (server != null) {
            server.dropDatabase(DATABASE);
        }
    }

    private void execute(String... statements) {
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in " + List.of(statements), e);
        }
    }

    private List<String> rows(String sql) {
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", values));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in " + sql, e);
        }
    }

    private String value(String sql) {
        return rows(sql).get(0);
    }

    /** The table's definition, line by line; the order of the lines is another after the columns have moved. */
    private List<String> shape() {
        return rows("SHOW CREATE TABLE users")
                .get(0)
                .lines()
                .map(line -> line.strip().replaceFirst(",$", ""))
                .sorted()
                .toList();
    }

    private static List<String> renamed(List<String> shape) {
        return shape.stream()
                .map(line -> line.replace("`name`", "`full_name`"))
                .sorted()
                .toList();
    }

    private DatabaseConfig config() {
        return DatabaseConfig.of(server.url(DATABASE), "crossfade", "crossfade")
                .withLockTimeout(Duration.ofMillis(300))
                .withChunkRows(10);
    }

    private JobDriver start(String yaml) {
        return JobDriver.start(config(), directory, MigrationFile.readYaml("m.yaml", yaml));
    }

    private List<String> reasons(String yaml) {
        try (ApplicationDatabase database = ApplicationDatabase.open("shop", config(), 0)) {
            return database.check(MigrationFile.readYaml("m.yaml", yaml), List.of())
                    .obstacles();
        } catch (RefusedException e) {
            return e.reasons();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void countsColumnsWithoutThoseThatEarlierMigrationsRetire(Product product) {
        begin(product, "CREATE TABLE users (id int PRIMARY KEY, note text, name varchar(20))");
        String head = "{database: shop, table: users, ";
        try (ApplicationDatabase database = ApplicationDatabase.open("shop", config(), 0)) {
            Migration note = database.check(
                            MigrationFile.readYaml("m.yaml", head + "migration: a, rename: {note: remark}}"), List.of())
                    .migration();
            Migration name = database.check(
                            MigrationFile.readYaml("m.yaml", head + "migration: b, rename: {name: full_name}}"),
                            List.of(note))
                    .migration();
            assertThat(note.columns()).containsExactly(new Rename("note", "remark", 2));
            assertThat(name.columns()).containsExactly(new Rename("name", "full_name", 2));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void leavesTheTableAsItWasButForTheName(Product product) {
        begin(product, RICH_TABLE);
        List<String> before = shape();
        try (JobDriver driver = start(RENAME)) {
            JobState verify = driver.walkTo(Phase.VERIFY);
            assertThat(verify.found()).isZero();
            assertThat(verify.notes()).isEmpty();
            driver.walkTo(Phase.COMPLETE);
        }
        assertThat(shape()).isEqualTo(renamed(before));
        assertThat(value("SELECT count(*) FROM users WHERE full_name = concat('name ', id)"))
                .isEqualTo("95");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void leavesTheTableAsItWasAfterTheWholeWayBack(Product product) {
        begin(product, RICH_TABLE);
        List<String> before = shape();
        try (JobDriver driver = start(RENAME)) {
            driver.walkTo(Phase.TARGET_ONLY);
            execute(
                    "INSERT INTO teams VALUES ('name 101'), ('name 102'), ('name 106')",
                    // Names change places, and a new row has none in the source.
                    "UPDATE users SET full_name = concat('name ', 100 + id) WHERE id < 3",
                    "UPDATE users SET full_name = concat('name ', id - 10) WHERE id BETWEEN 11 AND 12",
                    "INSERT INTO users (id, full_name) VALUES (106, 'name 106')");
            driver.enter(Phase.SWITCH_READS);
            driver.restoreSource();
            driver.enter(Phase.VERIFY);
            assertThat(value("SELECT count(*) FROM users WHERE name = full_name"))
                    .isEqualTo("96");
            driver.enter(Phase.BACKFILL);
            driver.enter(Phase.DUAL_WRITE);
            driver.stopWritingTarget();
            driver.arrive(Phase.EXPAND);
            // The old application writes rows without a target.
            execute("INSERT INTO teams VALUES ('new')", "INSERT INTO users (id, name) VALUES (200, 'new')");
            driver.work();
            driver.undoExpand();
        }
        assertThat(shape()).isEqualTo(before);
        assertThat(value("SELECT count(*) FROM users")).isEqualTo("97");
    }

    private static final String TARGET_ROWS =
            "SELECT id, cents, first_name, last_name, address, remark, active, vat" + " FROM users ORDER BY id";

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void walksAllKindsForwardBackAndForward(Product product) {
        begin(product, ALL_TABLE);
        try (JobDriver driver = start(ALL)) {
            driver.walkTo(Phase.EXPAND);
            execute("INSERT INTO users (id, full_name, legacy) VALUES (97, 'Ann Lee', 'l')");
            driver.enter(Phase.DUAL_WRITE);
            execute("INSERT INTO users (id, price, full_name, street, city, legacy, note, cents, first_name, last_name,"
                    + " address, remark, vat) VALUES (98, 2, 'Bob Ray', 's', 'c', 'l', 'n', 200, 'Bob', 'Ray', 's, c', 'n',"
                    + " 19)");
            assertThat(driver.enter(Phase.BACKFILL).done()).isEqualTo(98);
            JobState verify = driver.enter(Phase.VERIFY);
            assertThat(verify.notes()).isEmpty();
            driver.walkTo(Phase.TARGET_ONLY);
            assertThat(rows(TARGET_ROWS))
                    .contains(
                            "1|125|First1|Last1|Street 1, City|null|1|19",
                            "96|700|Only|null|null|null|1|20",
                            "97|150|Ann|Lee|null|null|1|19",
                            "98|200|Bob|Ray|s, c|n|1|19")
                    .hasSize(98);
            execute(
                    "INSERT INTO users (id, cents, first_name, last_name, address, remark, vat) VALUES (99, 333, 'Cy',"
                            + " 'Orr', 'x, y', 'r', 7)",
                    "UPDATE users SET first_name = 'New', cents = 101 WHERE id = 1",
                    "UPDATE users SET address = 'a, b' WHERE id = 96");
            driver.enter(Phase.SWITCH_READS);
            assertThat(rows(
                            "SELECT id, price, full_name, street, city, legacy, note FROM users WHERE id IN (1, 2, 96, 99)"
                                    + " ORDER BY id"))
                    .containsExactly(
                            "1|1.01|New Last1|Street 1|City|old1|null",
                            "2|2.25|First2 Last2|Street 2|City|old2|null",
                            "96|7.00|Only|a|b|x|null",
                            "99|3.33|Cy Orr|x|y|gone|r");
            driver.restoreSource();
            driver.enter(Phase.VERIFY);
            driver.enter(Phase.BACKFILL);
            driver.enter(Phase.DUAL_WRITE);
            driver.stopWritingTarget();
            driver.arrive(Phase.EXPAND);
            execute("INSERT INTO users (id, full_name, legacy, country) VALUES (100, 'Di Eck', 'l', 'FR')");
            driver.work();
            driver.walkTo(Phase.COMPLETE);
        }
        assertThat(rows(TARGET_ROWS))
                .contains(
                        "100|150|Di|Eck|null|null|1|20",
                        "99|333|Cy|Orr|x, y|r|1|19",
                        "1|101|New|Last1|Street 1, City|null|1|19")
                .hasSize(100);
        assertThat(rows(
                        "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_schema = database() AND"
                                + " table_name = 'users' ORDER BY column_name"))
                .containsExactly(
                        "active|NO",
                        "address|YES",
                        "cents|NO",
                        "country|NO",
                        "first_name|NO",
                        "id|NO",
                        "last_name|YES",
                        "remark|YES",
                        "vat|YES");
        assertThat(rows("SELECT index_name, group_concat(column_name ORDER BY seq_in_index) FROM"
                        + " information_schema.statistics WHERE table_schema = database() AND table_name = 'users' GROUP BY"
                        + " index_name ORDER BY index_name"))
                .containsExactly("PRIMARY|id", "users_one_price|id,cents", "users_price|cents");
    }

    @ParameterizedTest
    @CsvSource({"MYSQL, 1", "MYSQL, 2", "MARIADB, 1", "MARIADB, 3"})
    void comesToTheSameEndWhenItIsKilledAtEveryPoint(Product product, int occurrence) {
        begin(product, RICH_TABLE);
        List<String> before = shape();
        try (JobDriver driver = start(RENAME)) {
            killAndResume(driver, occurrence);
            for (Phase phase : List.of(
                    Phase.DUAL_WRITE,
                    Phase.BACKFILL,
                    Phase.VERIFY,
                    Phase.SWITCH_READS,
                    Phase.TARGET_ONLY,
                    Phase.SWITCH_READS,
                    Phase.TARGET_ONLY,
                    Phase.CONTRACT)) {
                driver.arrive(phase);
                killAndResume(driver, occurrence);
            }
        }
        assertThat(shape()).isEqualTo(renamed(before));
        assertThat(value("SELECT count(*) FROM users WHERE full_name = concat('name ', id)"))
                .isEqualTo("95");
    }

    private static void killAndResume(JobDriver driver, int occurrence) {
        Set<String> killed = new HashSet<>();
        while (true) {
            java.util.Map<String, Integer> counts = new java.util.HashMap<>();
            try {
                driver.work(point -> {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "MYSQL ~ id int, b varchar(20) DEFAULT 'b', PRIMARY KEY (b, id) ~ id",
                "MYSQL ~ id bigint unsigned PRIMARY KEY ~ 18446744073709551000 + id",
                "MYSQL ~ id varchar(20) PRIMARY KEY ~ concat(char(65 + id % 60), ' ''\\\\', id)",
                "MYSQL ~ id char(8) CHARACTER SET latin1 PRIMARY KEY ~ concat('k', id)",
                "MYSQL ~ id varbinary(8) PRIMARY KEY ~ unhex(lpad(hex(id), 8, '0'))",
                "MYSQL ~ id datetime(3) PRIMARY KEY ~ timestampadd(microsecond, id * 1000, '2020-01-01')",
                "MYSQL ~ id decimal(20,3) PRIMARY KEY ~ id * 1.107",
                "MARIADB ~ id int, b varchar(20) DEFAULT 'b', PRIMARY KEY (b, id) ~ id",
                "MARIADB ~ id uuid PRIMARY KEY ~ uuid()",
                "MARIADB ~ id date PRIMARY KEY ~ date '2020-01-01' + interval id day",
            })
    void copiesByAnyPrimaryKey(Product product, String key, String expression) {
        begin(
                product,
                "CREATE TABLE users (" + key + ", name text); INSERT INTO users (id, name) SELECT " + expression
                        + ", concat('n', id) FROM numbers");
        try (JobDriver driver = start(RENAME)) {
            assertThat(driver.walkTo(Phase.BACKFILL).done()).isEqualTo(95);
            assertThat(value("SELECT count(*) FROM users WHERE name = full_name"))
                    .isEqualTo("95");
            assertThat(driver.enter(Phase.VERIFY).found()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "varchar(100) ~ 'a' ~ 'A'",
                "varchar(100) ~ 'a' ~ 'a '",
                "varchar(100) ~ '' ~ NULL",
                "text ~ NULL ~ ''",
                "decimal(10,2) ~ 1.5 ~ 1.51",
                "double ~ 1 ~ 1.0000000000000002",
                "json ~ '{\"a\": 1}' ~ '{\"a\": 2}'",
                "varbinary(10) ~ x'00' ~ x''",
                "datetime(6) ~ '2020-01-01 00:00:00.000001' ~ '2020-01-01'",
                "enum('a','b') ~ 'a' ~ 'b'",
                "bit(8) ~ b'1' ~ b'10'",
            })
    void findsAndRepairsADifferenceOfAnyKind(String type, String source, String target) {
        begin(
                Product.MYSQL,
                "CREATE TABLE users (id int PRIMARY KEY, name " + type
                        + "); INSERT INTO users (id) SELECT id FROM numbers; UPDATE users SET name = " + source);
        try (JobDriver driver = start(RENAME)) {
            driver.walkTo(Phase.BACKFILL);
            driver.arrive(Phase.VERIFY);
            execute("UPDATE users SET full_name = " + target + " WHERE id IN (7, 24)");
            JobState verify = driver.work();
            assertThat(verify.pass()).isEqualTo(2);
            assertThat(verify.found()).isZero();
            assertThat(verify.samples()).extracting(Sample::key).containsExactly("7", "24");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void findsRowsThatCannotBeConvertedOrDoNotComeBack(Product product) {
        begin(
                product,
                "CREATE TABLE users (id int PRIMARY KEY, name varchar(50)); INSERT INTO users SELECT id, id FROM"
                        + " numbers; UPDATE users SET name = 'abc' WHERE id = 33");
        assertThat(reasons(HEAD + "change: {name: {type: int}}\n"))
                .singleElement()
                .asString()
                .contains("the row with key 33 can't be converted", "ncorrect integer value", "name = 'abc'");
        execute("UPDATE users SET name = '007' WHERE id = 33");
        assertThat(reasons(HEAD + "change: {name: {type: int}}\n"))
                .singleElement()
                .asString()
                .startsWith(
                        "1 of 95 rows don't come back from the target as they were: key 33: name '007' comes back as '7'");
        assertThat(reasons(HEAD + "change: {name: {type: int}}\nlossy: true\n")).isEmpty();
        assertThat(reasons(HEAD + "change: {name: {type: varchar(2)}}\nlossy: true\n"))
                .singleElement()
                .asString()
                .contains("the row with key 33 can't be converted", "for column 'name_new'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "rand() ~ rand",
                "now() ~ two sessions, or one at two times",
                "(select 1) ~ it has a subquery",
                "max(name) ~ ",
                "@x ~ ",
                "nmae ~ there is no column 'nmae'",
                "name + ~ it can't be read",
                "uuid() ~ uuid",
            })
    void namesThePlaceOfABadExpression(String up, String complaint) {
        for (Product product : List.of(Product.MYSQL, Product.MARIADB)) {
            begin(product, "CREATE TABLE users (id int PRIMARY KEY, name varchar(50))");
            assertThat(reasons(HEAD + "add: [{column: x, type: text, up: \"" + up + "\"}]\n"))
                    .as("%s on %s", up, product)
                    .singleElement()
                    .asString()
                    .startsWith("m.yaml, line 4, column")
                    .containsIgnoringCase(complaint == null ? "" : complaint);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "CREATE VIEW report AS SELECT name FROM users ~ view control_plane_jobs.report depends on column 'name'",
                "CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW SET NEW.e = 1 ~ trigger 'tr' runs before each row",
                "CREATE TRIGGER tr AFTER UPDATE ON users FOR EACH ROW SET @x = OLD.name ~ trigger control_plane_jobs.tr on"
                        + " table users depends on column 'name'",
                "CREATE PROCEDURE p() UPDATE users SET name = 'x' ~ procedure control_plane_jobs.p depends on column 'name'",
                "CREATE FUNCTION f() RETURNS int DETERMINISTIC READS SQL DATA RETURN (SELECT count(name) FROM users)"
                        + " ~ function control_plane_jobs.f depends on column 'name'",
                "ALTER TABLE users PARTITION BY HASH (id) PARTITIONS 2 ~ is partitioned",
                "CREATE EVENT ev ON SCHEDULE EVERY 1 DAY DO UPDATE users SET name = 'x' ~ event control_plane_jobs.ev",
                "ALTER TABLE users ADD g text GENERATED ALWAYS AS (upper(name)) ~ generated column g depends on column 'name'",
                "ALTER TABLE users ADD CONSTRAINT ck CHECK (name <> 'x') ~ check constraint ck depends on column 'name'",
                "ALTER TABLE users ADD FULLTEXT INDEX ft (name) ~ index 'ft' is one that the server can't make",
                "ALTER TABLE users ADD UNIQUE (name); CREATE TABLE o (n varchar(50) REFERENCES users (name), CONSTRAINT fk FOREIGN"
                        + " KEY (n) REFERENCES users (name)) ~ foreign key fk of table control_plane_jobs.o",
                "ALTER TABLE users ADD full_name text ~ already has a column 'full_name'",
                "ALTER TABLE users DROP PRIMARY KEY ~ has no primary key",
                "ALTER TABLE users DROP PRIMARY KEY, ADD PRIMARY KEY (id, name) ~ is part of the primary key",
                "ALTER TABLE users ENGINE = MyISAM ~ is kept by MyISAM",
                "ALTER TABLE users MODIFY name varchar(50) DEFAULT (uuid()) ~ which would give both sides different values",
            })
    void refusesByName(String ddl, String complaint) {
        for (Product product : List.of(Product.MYSQL, Product.MARIADB)) {
            begin(product, "CREATE TABLE users (id int PRIMARY KEY, name varchar(50), e int)");
            execute(ddl.split("; (?=CREATE|ALTER)"));
            assertThat(reasons(RENAME)).as("%s on %s", ddl, product).anySatisfy(reason -> assertThat(reason)
                    .contains(complaint));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void goesByWhoHasReadARoutine(Product product) {
        begin(product, "CREATE TABLE users (id int PRIMARY KEY, name varchar(50))");
        execute("CREATE PROCEDURE p() SELECT 'the name of users'");
        assertThat(reasons(RENAME))
                .singleElement()
                .asString()
                .contains("list it in the file: unaffected: [\"procedure " + DATABASE + ".p\"]");
        String file = RENAME + "unaffected: [\"procedure " + DATABASE + ".p\"]\n";
        assertThat(reasons(file)).isEmpty();
        try (JobDriver driver = start(file)) {
            driver.walkTo(Phase.COMPLETE);
        }
        assertThat(rows("SELECT full_name FROM users")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void namesWhoHoldsTheTableAndGoesOnOnceItIsFree(Product product) throws Exception {
        begin(product, "CREATE TABLE users (id int PRIMARY KEY, name varchar(50)); INSERT INTO users VALUES (1, 'a')");
        try (JobDriver driver = start(RENAME);
                Connection reader = server.connect(DATABASE)) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.executeQuery("SELECT * FROM users").close();
            }
            CompletableFuture<JobState> expanded = CompletableFuture.supplyAsync(() -> driver.work(StopPoints.NONE));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!String.valueOf(driver.state().waitingFor()).contains("process ") && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(driver.state().waitingFor()).contains("a lock held by process ", "user crossfade");
            // Whoever comes meanwhile isn't held up for longer than the lock timeout.
            execute("UPDATE users SET name = 'b' WHERE id = 1");
            reader.commit();
            expanded.get(30, TimeUnit.SECONDS);
        }
        assertThat(rows("SELECT full_name FROM users")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void losesNoWriteThatMeetsTheBackfill(Product product) throws Exception {
        begin(
                product,
                "CREATE TABLE users (id int PRIMARY KEY, name varchar(50)); INSERT INTO users SELECT id, 'old' FROM"
                        + " numbers");
        try (JobDriver driver = start(HEAD
                        + "change: {name: {type: text, to: title, up: \"upper(name)\", down: \"lower(title)\"}}\n");
                Connection writer = server.connect(DATABASE);
                Statement statement = writer.createStatement()) {
            driver.walkTo(Phase.DUAL_WRITE);
            driver.arrive(Phase.BACKFILL);
            writer.setAutoCommit(false);
            statement.executeUpdate("UPDATE users SET name = 'new', title = 'NEW' WHERE id = 15");
            CompletableFuture<JobState> copied = CompletableFuture.supplyAsync(() -> driver.work(StopPoints.NONE));
            assertThatThrownBy(() -> copied.get(1, TimeUnit.SECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            writer.commit();
            copied.get(30, TimeUnit.SECONDS);
        }
        assertThat(value("SELECT count(*) FROM users WHERE title = 'OLD' COLLATE utf8mb4_bin AND name = 'old'"))
                .isEqualTo("94");
        assertThat(value("SELECT concat(name, title) FROM users WHERE id = 15")).isEqualTo("newNEW");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void copiesNothingAnyMoreOnceALaterRunHasItsToken(Product product) throws Exception {
        begin(
                product,
                "CREATE TABLE users (id int PRIMARY KEY, name varchar(50)); INSERT INTO users SELECT id, 'old' FROM"
                        + " numbers");
        try (JobDriver driver = start(
                HEAD + "change: {name: {type: text, to: title, up: \"upper(name)\", down: \"lower(title)\"}}\n")) {
            driver.walkTo(Phase.DUAL_WRITE);
            driver.arrive(Phase.BACKFILL);
            assertThatThrownBy(() -> driver.work(point -> {
                        if (point.equals("copy:chunk-copied")) {
                            execute("UPDATE crossfade_job SET token = token + 1");
                        }
                    }))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("another control plane");
        }
        assertThat(value("SELECT count(*) FROM users WHERE title IS NOT NULL")).isEqualTo("10");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void changesTheSchemaNoMoreOnceALaterRunHasItsToken(Product product) throws Exception {
        begin(product, "CREATE TABLE users (id int PRIMARY KEY, name varchar(50))");
        try (JobDriver driver = start(HEAD + "rename: {name: title}\n")) {
            assertThatThrownBy(() -> driver.work(point -> {
                        if (point.equals("expand:before-column")) {
                            execute("UPDATE crossfade_job SET token = token + 1");
                        }
                    }))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("another control plane");
        }
        assertThat(value(
                        "SELECT count(*) FROM information_schema.columns WHERE column_name = 'title' AND table_schema ="
                                + " database()"))
                .isEqualTo("0");
    }

    /** It may have been sent by a control plane that was killed since, or paused in the middle of it. */
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void theNextRunEndsAChangeOfTheSchemaThatIsStillUnderWay(Product product) throws Exception {
        begin(product, "CREATE TABLE users (id int PRIMARY KEY, name varchar(50))");
        try (JobDriver driver = start(HEAD + "rename: {name: title}\n");
                Connection before = server.connect(DATABASE)) {
            assertThat(MySqlRunLock.of(before.getCatalog(), "m").take(before)).isTrue();

            assertThat(driver.work().status()).isEqualTo(JobStatus.DONE);

            assertThatThrownBy(() -> Rows.execute(before, "SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void findsSessionsByTheirLocks(Product product) throws Exception {
        begin(product, "CREATE TABLE users (id int PRIMARY KEY)");
        try (ApplicationDatabase database = ApplicationDatabase.open("shop", config(), 0)) {
            assertThat(database.hasSessions("i-1")).isFalse();
            try (Connection held = server.connect(DATABASE);
                    Statement statement = held.createStatement()) {
                statement.execute("SELECT get_lock('"
                        + io.crossfade.migration.NamedLocks.of("shop", "i-1").own(16383) + "', 0)");
                assertThat(database.hasSessions("i-1")).isTrue();
                assertThat(database.hasSessions("i-2")).isFalse();
            }
        }
    }
}
