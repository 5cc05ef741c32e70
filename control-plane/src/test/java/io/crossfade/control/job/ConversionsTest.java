package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.TestPostgres;
import io.crossfade.control.store.JobState;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationFile;
import io.crossfade.migration.Phase;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of type, splits, merges, columns that come and go: every job, on a real PostgreSQL. */
final class ConversionsTest {

    private static final String TABLE = """
            CREATE TABLE users (
                id bigint PRIMARY KEY,
                price numeric(10,2) NOT NULL DEFAULT 1.50 CHECK (price > 0),
                full_name text NOT NULL,
                street text, city text,
                country text NOT NULL DEFAULT 'DE',
                legacy text NOT NULL,
                note text);
            CREATE INDEX users_price ON users (price);
            CREATE UNIQUE INDEX users_one_price ON users (id, price);
            CREATE INDEX users_full_name ON users (full_name);
            COMMENT ON COLUMN users.price IS 'in euros';
            INSERT INTO users SELECT g, g + 0.25, 'First' || g || ' Last' || g, 'Street ' || g, 'City', 'DE', 'old' || g
            FROM generate_series(1, 95) g;
            INSERT INTO users VALUES (96, 7, 'Only', NULL, NULL, 'FR', 'x');
            """;

    /** All kinds in one file. */
    private static final String ALL = """
            migration: m
            database: shop
            table: users
            change:
              price: {type: bigint, to: cents, up: "(price * 100)::bigint", down: "cents / 100.0"}
            split:
              full_name:
                into:
                  - {column: first_name, type: varchar(100), up: "split_part(full_name, ' ', 1)", nullable: false}
                  - {column: last_name, type: varchar(100), up: "nullif(split_part(full_name, ' ', 2), '')"}
                down: "first_name || coalesce(' ' || last_name, '')"
            merge:
              address:
                from:
                  street: "split_part(address, ', ', 1)"
                  city: "nullif(split_part(address, ', ', 2), '')"
                type: text
                up: "street || ', ' || city"
            remove: {legacy: "'gone'"}
            rename: {note: remark}
            add:
              - {column: active, type: boolean, default: "true", nullable: false}
              - {column: vat, type: int, up: "CASE country WHEN 'DE' THEN 19 ELSE 20 END", default: "0"}
            """;

    @TempDir
    private Path directory;

    private final TestPostgres postgres = TestPostgres.create();

    private static MigrationDefinition file(String yaml) {
        return MigrationFile.readYaml("m.yaml", yaml);
    }

    private static final String TARGET_ROWS =
            "SELECT id, cents, first_name, last_name, address, remark, active, vat" + " FROM users ORDER BY id";

    @Test
    void walksAllKindsForwardBackAndForward() {
        postgres.execute(TABLE);
        List<String> before = postgres.rows(
                "SELECT id, price, full_name, street, city, country, legacy, note FROM users" + " ORDER BY id");
        try (JobDriver driver = JobDriver.start(postgres, directory, file(ALL))) {
            driver.walkTo(Phase.EXPAND);
            // Written for the source: rows without a word of the target.
            postgres.execute("INSERT INTO users (id, full_name, legacy) VALUES (97, 'Ann Lee', 'l')");
            driver.enter(Phase.DUAL_WRITE);
            // Both sides in one statement.
            postgres.execute(
                    "INSERT INTO users (id, price, full_name, street, city, legacy, note, cents, first_name, last_name,"
                            + " address, remark, vat) VALUES (98, 2, 'Bob Ray', 's', 'c', 'l', 'n', 200, 'Bob', 'Ray',"
                            + " 's, c', 'n', 19)");
            JobState backfill = driver.enter(Phase.BACKFILL);
            assertThat(backfill.done()).isEqualTo(98);
            JobState verify = driver.enter(Phase.VERIFY);
            assertThat(verify.found()).isZero();
            assertThat(verify.notes()).isEmpty();
            driver.walkTo(Phase.TARGET_ONLY);
            assertThat(postgres.rows(TARGET_ROWS))
                    .contains(
                            "1|125|First1|Last1|Street 1, City|null|t|19",
                            "96|700|Only|null|null|null|t|20",
                            "97|150|Ann|Lee|null|null|t|19",
                            "98|200|Bob|Ray|s, c|n|t|19")
                    .hasSize(98);
            // Written for the target: rows without a word of the source.
            postgres.execute(
                    "INSERT INTO users (id, cents, first_name, last_name, address, remark, vat) VALUES (99, 333, 'Cy',"
                            + " 'Orr', 'x, y', 'r', 7)",
                    "UPDATE users SET first_name = 'New', cents = 101 WHERE id = 1",
                    "UPDATE users SET address = 'a, b' WHERE id = 96");
            driver.enter(Phase.SWITCH_READS);
            assertThat(postgres.rows(
                            "SELECT id, price, full_name, street, city, legacy, note FROM users WHERE id IN (1, 2,"
                                    + " 96, 99) ORDER BY id"))
                    .containsExactly(
                            "1|1.01|New Last1|Street 1|City|old1|null",
                            "2|2.25|First2 Last2|Street 2|City|old2|null",
                            "96|7.00|Only|a|b|x|null",
                            "99|3.33|Cy Orr|x|y|gone|r");
            driver.restoreSource();
            driver.enter(Phase.VERIFY);
            assertThat(driver.state().found()).isZero();
            driver.enter(Phase.BACKFILL);
            driver.enter(Phase.DUAL_WRITE);
            driver.stopWritingTarget();
            driver.arrive(Phase.EXPAND);
            // Code for the source only, again.
            postgres.execute("INSERT INTO users (id, full_name, legacy, country) VALUES (100, 'Di Eck', 'l', 'FR')");
            driver.work();
            driver.walkTo(Phase.COMPLETE);
        }
        assertThat(postgres.rows(TARGET_ROWS))
                .contains(
                        "100|150|Di|Eck|null|null|t|20",
                        "99|333|Cy|Orr|x, y|r|t|19",
                        "1|101|New|Last1|Street 1, City|null|t|19")
                .hasSize(100);
        assertThat(postgres.rows(
                        "SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns"
                                + " WHERE table_name = 'users' ORDER BY column_name"))
                .containsExactly(
                        "active|boolean|NO|true",
                        "address|text|YES|null",
                        "cents|bigint|NO|'150'::bigint",
                        "country|text|NO|'DE'::text",
                        "first_name|character varying|NO|null",
                        "id|bigint|NO|null",
                        "last_name|character varying|YES|null",
                        "remark|text|YES|null",
                        "vat|integer|YES|0");
        assertThat(postgres.rows("SELECT indexdef FROM pg_indexes WHERE tablename = 'users' ORDER BY 1"))
                .containsExactly(
                        "CREATE INDEX users_price ON public.users USING btree (cents)",
                        "CREATE UNIQUE INDEX users_one_price ON public.users USING btree (id, cents)",
                        "CREATE UNIQUE INDEX users_pkey ON public.users USING btree (id)");
        assertThat(before).hasSize(96);
        assertThat(postgres.rows("SELECT col_description('users'::regclass, attnum) FROM pg_attribute WHERE attrelid ="
                        + " 'users'::regclass AND attname IN ('cents', 'vat') ORDER BY attname"))
                .containsExactly("in euros", "null");
    }

    @Test
    void leavesTheTableAsItWasWhenItIsCancelled() {
        postgres.execute(TABLE);
        String shape =
                "SELECT attname, attnotnull, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a LEFT JOIN pg_attrdef d"
                        + " ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT"
                        + " attisdropped UNION ALL SELECT conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint WHERE"
                        + " conrelid = 'users'::regclass UNION ALL SELECT indexdef, true, '' FROM pg_indexes WHERE tablename = 'users'"
                        + " ORDER BY 1";
        List<String> before = postgres.rows(shape);
        List<String> rows = postgres.rows("SELECT * FROM users ORDER BY id");
        try (JobDriver driver = JobDriver.start(postgres, directory, file(ALL))) {
            driver.walkTo(Phase.TARGET_ONLY);
            driver.enter(Phase.SWITCH_READS);
            driver.restoreSource();
            driver.enter(Phase.VERIFY);
            driver.enter(Phase.BACKFILL);
            driver.enter(Phase.DUAL_WRITE);
            driver.stopWritingTarget();
            driver.enter(Phase.EXPAND);
            driver.undoExpand();
        }
        assertThat(postgres.rows(shape)).isEqualTo(before);
        assertThat(postgres.rows("SELECT * FROM users ORDER BY id")).isEqualTo(rows);
    }

    /** 'Only' is kept as it was, though down would make other blanks of it: up proves that it is the same. */
    @Test
    void doesNotTouchSourceValuesThatTheTargetFollowsFrom() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, full_name text)",
                "INSERT INTO users VALUES (1, 'Ann  Lee'), (2, 'Bob Ray')");
        try (JobDriver driver = JobDriver.start(postgres, directory, file("""
                migration: m
                database: shop
                table: users
                lossy: true
                change: {full_name: {type: text, to: tidy, up: "regexp_replace(full_name, ' +', ' ', 'g')", down: tidy}}
                """))) {
            driver.walkTo(Phase.TARGET_ONLY);
            postgres.execute("UPDATE users SET tidy = 'New One' WHERE id = 2");
            driver.enter(Phase.SWITCH_READS);
        }
        assertThat(postgres.rows("SELECT full_name FROM users ORDER BY id")).containsExactly("Ann  Lee", "New One");
    }

    @Test
    void namesTheRowThatTheBackfillCannotConvert() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "INSERT INTO users SELECT g, g FROM generate_series(1, 57) g");
        try (JobDriver driver = JobDriver.start(postgres, directory, file("""
                migration: m
                database: shop
                table: users
                change: {name: {type: int, to: number}}
                """))) {
            driver.walkTo(Phase.DUAL_WRITE);
            postgres.execute("UPDATE users SET name = 'abc' WHERE id = 3");
            driver.arrive(Phase.BACKFILL);
            assertThatThrownBy(driver::work)
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("the row with key 3 can't be converted")
                    .hasMessageContaining("invalid input syntax for type integer: \"abc\"");
            postgres.execute("UPDATE users SET name = '7' WHERE id = 3");
            driver.work();
            assertThat(postgres.value("SELECT count(*) FROM users WHERE number = name::int"))
                    .isEqualTo("57");
        }
    }

    @Test
    void findsAndRepairsADifferenceInAnyColumnOfAGroup() {
        postgres.execute(TABLE);
        try (JobDriver driver = JobDriver.start(postgres, directory, file(ALL))) {
            driver.walkTo(Phase.BACKFILL);
            driver.arrive(Phase.VERIFY);
            postgres.execute(
                    "UPDATE users SET last_name = 'x' WHERE id = 3",
                    "UPDATE users SET cents = NULL WHERE id = 14",
                    "UPDATE users SET address = 'Street 55, CITY' WHERE id = 55",
                    // Independent: only whether there is a value counts.
                    "UPDATE users SET vat = 7 WHERE id = 60",
                    "UPDATE users SET vat = NULL WHERE id = 61");
            JobState verify = driver.work();
            assertThat(verify.found()).isZero();
            assertThat(verify.samples()).extracting(sample -> sample.key()).containsExactly("3", "14", "55", "61");
        }
        assertThat(postgres.rows("SELECT last_name, cents, address, vat FROM users WHERE id IN (3, 14, 55, 60, 61)"
                        + " ORDER BY id"))
                .containsExactly(
                        "Last3|325|Street 3, City|19",
                        "Last14|1425|Street 14, City|19",
                        "Last55|5525|Street 55, City|19",
                        "Last60|6025|Street 60, City|7",
                        "Last61|6125|Street 61, City|19");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void comesToTheSameEndWhenItIsKilledAtEveryPoint(int occurrence) {
        postgres.execute(TABLE);
        try (JobDriver driver = JobDriver.start(postgres, directory, file(ALL))) {
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
        assertThat(postgres.rows(TARGET_ROWS)).hasSize(96).contains("1|125|First1|Last1|Street 1, City|null|t|19");
        assertThat(postgres.rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'users'"))
                .hasSize(9);
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
}
