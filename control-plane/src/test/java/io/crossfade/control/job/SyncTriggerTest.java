package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.TestPostgres;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationFile;
import io.crossfade.migration.Phase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain connections write while the jobs of a migration with triggers do their work. */
final class SyncTriggerTest {

    private static final String TABLE = """
            CREATE TABLE users (
                id bigint PRIMARY KEY, name varchar(100) NOT NULL DEFAULT 'nobody', price numeric(10,2) NOT NULL DEFAULT 0,
                full_name text, street text, city text, country text DEFAULT 'DE', data json);
            INSERT INTO users SELECT g, 'name ' || g, g + 0.25, 'First' || g || ' Last' || g, 'Street ' || g, 'City'
            FROM generate_series(1, 40) g;
            """;

    private static final String FILE = """
            migration: m
            database: shop
            table: users
            triggers: true
            rename: {name: title, data: payload}
            change:
              price: {type: bigint, to: cents, up: "(price * 100)::bigint", down: "cents / 100.0"}
            split:
              full_name:
                into:
                  - {column: first_name, type: varchar(100), up: "split_part(full_name, ' ', 1)"}
                  - {column: last_name, type: varchar(100), up: "nullif(split_part(full_name, ' ', 2), '')"}
                down: "first_name || coalesce(' ' || last_name, '')"
            merge:
              address:
                from:
                  street: "split_part(address, ', ', 1)"
                  city: "nullif(split_part(address, ', ', 2), '')"
                type: text
                up: "street || ', ' || city"
            add:
              - {column: vat, type: int, up: "CASE country WHEN 'DE' THEN 19 ELSE 20 END"}
            """;

    private static final String OUT_OF_STEP = """
            SELECT count(*) FROM users WHERE name IS DISTINCT FROM title OR data::text IS DISTINCT FROM payload::text
            OR (price * 100)::bigint IS DISTINCT FROM cents
            OR split_part(full_name, ' ', 1) IS DISTINCT FROM first_name
            OR nullif(split_part(full_name, ' ', 2), '') IS DISTINCT FROM last_name
            OR street || ', ' || city IS DISTINCT FROM address
            """;

    @TempDir
    private Path directory;

    private final TestPostgres postgres = TestPostgres.create();
    private int next = 1000;

    private JobDriver start() {
        postgres.execute(TABLE);
        return JobDriver.start(postgres, directory, file(FILE));
    }

    private static MigrationDefinition file(String yaml) {
        return MigrationFile.readYaml("m.yaml", yaml);
    }

    private String inStep() {
        return postgres.value(OUT_OF_STEP);
    }

    /** Code of the source's shape. */
    private void writeSource() {
        int id = next++;
        postgres.execute(
                "INSERT INTO users (id, name, price, full_name, street, city, data) VALUES (" + id
                        + ", 'old', 1.5, 'Ada Lovelace', 'Main', 'London', '{\"a\": 1}'), (" + next++
                        + ", DEFAULT, 3, 'Bob', 'Side', 'Rome', NULL)",
                "INSERT INTO users (id) VALUES (" + next++ + ")",
                "INSERT INTO users (id, name, city) VALUES (" + id + ", 'upserted', 'Paris') ON CONFLICT (id) DO UPDATE"
                        + " SET name = EXCLUDED.name, city = EXCLUDED.city",
                "UPDATE users SET full_name = 'Grace Hopper', price = price + 1 WHERE id % 7 = " + id % 7,
                "UPDATE users SET street = 'Moved' WHERE id = " + id,
                "UPDATE users SET data = '{}' WHERE id < 3");
        assertThat(postgres.rows(
                        "SELECT title, cents, first_name, last_name, address, vat FROM users WHERE id = " + id))
                .containsExactly(
                        "upserted|" + postgres.value("SELECT (price * 100)::bigint FROM users WHERE id = " + id)
                                + "|Grace|Hopper|Moved, Paris|19");
    }

    /** Code of the target's shape. */
    private void writeTarget() {
        int id = next++;
        postgres.execute(
                "INSERT INTO users (id, title, cents, first_name, last_name, address) VALUES (" + id
                        + ", 'new', 150, 'Alan', 'Turing', 'Park, Wien'), (" + next++
                        + ", 'more', 7, 'Eve', NULL, 'A, B')",
                "UPDATE users SET last_name = 'Church' WHERE id = " + id,
                "UPDATE users SET cents = cents + 1, address = 'Ring, Oslo' WHERE id % 5 = " + id % 5);
        assertThat(postgres.rows("SELECT name, price, full_name, street, city FROM users WHERE id = " + id))
                .containsExactly("new|1.51|Alan Church|Ring|Oslo");
    }

    @Test
    void bothSidesStayInStepWhateverSideAPlainConnectionWritesInEachPhase() {
        try (JobDriver driver = start()) {
            driver.walkTo(Phase.EXPAND);
            writeSource();
            for (Phase phase :
                    List.of(Phase.DUAL_WRITE, Phase.BACKFILL, Phase.VERIFY, Phase.SWITCH_READS, Phase.TARGET_ONLY)) {
                driver.arrive(phase);
                writeSource();
                driver.work();
                writeSource();
                writeTarget();
                if (phase != Phase.DUAL_WRITE) {
                    assertThat(inStep()).as("in " + phase).isEqualTo("0");
                }
            }
            assertThat(driver.enter(Phase.CONTRACT).notes()).isEmpty();
            assertThat(postgres.value("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"))
                    .isEqualTo("0");
            assertThat(postgres.value("SELECT count(*) FROM pg_proc WHERE proname LIKE 'xf%'"))
                    .isEqualTo("0");
            assertThat(postgres.value("SELECT count(*) FROM users WHERE title IS NULL OR cents IS NULL"))
                    .isEqualTo("0");
        }
    }

    @Test
    void goesBackAndForwardWithPlainConnectionsWriting() {
        try (JobDriver driver = start()) {
            driver.walkTo(Phase.TARGET_ONLY);
            postgres.execute("SET crossfade.session = 'driver'; UPDATE users SET cents = 42, first_name = 'New'");
            writeTarget();
            driver.enter(Phase.SWITCH_READS);
            assertThat(inStep()).isEqualTo("0");
            driver.restoreSource();
            driver.enter(Phase.VERIFY);
            writeSource();
            writeTarget();
            driver.enter(Phase.BACKFILL);
            driver.enter(Phase.DUAL_WRITE);
            driver.stopWritingTarget();
            driver.enter(Phase.EXPAND);
            writeSource();
            driver.undoExpand();
            assertThat(postgres.value("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"))
                    .isEqualTo("0");
            writePlain();
        }
    }

    private void writePlain() {
        postgres.execute("INSERT INTO users (id, name) VALUES (" + next++ + ", 'after')", "UPDATE users SET price = 1");
    }

    /** Of the columns that an update leaves alone, the stale side has old values. */
    @Test
    void anUpdateOfOneColumnOfAStaleSideDoesntBringTheOthersBack() {
        try (JobDriver driver = start()) {
            driver.walkTo(Phase.TARGET_ONLY);
            postgres.execute(
                    "SET crossfade.session = 'driver'; UPDATE users SET address = 'Fresh, Town' WHERE id = 1;"
                            + " RESET crossfade.session",
                    "UPDATE users SET city = 'Village' WHERE id = 1");
            assertThat(postgres.value("SELECT address FROM users WHERE id = 1")).isEqualTo("Fresh, Village");
        }
    }

    @Test
    void sessionsOfCrossfadesArePassedBy() {
        try (JobDriver driver = start()) {
            driver.walkTo(Phase.DUAL_WRITE);
            postgres.execute("SET crossfade.session = 'driver'; UPDATE users SET name = 'marked' WHERE id = 1;"
                    + " INSERT INTO users (id, name) VALUES (500, 'marked')");
            assertThat(postgres.rows("SELECT name, title FROM users WHERE id IN (1, 500) ORDER BY id"))
                    .doesNotContain("marked|marked");
            postgres.execute("UPDATE users SET name = 'plain' WHERE id = 1");
            assertThat(postgres.rows("SELECT name, title FROM users WHERE id = 1"))
                    .containsExactly("plain|plain");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"triggers:before", "triggers:installed", "contract:before-drop", "contract:dropped"})
    void aRunThatIsKilledIsTakenUp(String point) {
        try (JobDriver driver = start()) {
            boolean[] killed = new boolean[1];
            StopPoints kill = name -> {
                if (name.equals(point) && !killed[0]) {
                    killed[0] = true;
                    throw new IllegalStateException("killed at " + name);
                }
            };
            if (point.startsWith("contract")) {
                driver.walkTo(Phase.TARGET_ONLY);
                driver.arrive(Phase.CONTRACT);
            }
            assertThatThrownBy(() -> driver.work(kill)).hasMessageContaining("killed at");
            driver.work();
            if (point.startsWith("contract")) {
                assertThat(postgres.value("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"))
                        .isEqualTo("0");
            } else {
                postgres.execute("UPDATE users SET name = 'plain' WHERE id = 1");
                assertThat(postgres.rows("SELECT name, title FROM users WHERE id = 1"))
                        .containsExactly("plain|plain");
            }
        }
    }

    /** Its own trigger and function count neither as dependents nor as somebody else's triggers. */
    @Test
    void aSecondMigrationOfTheTableCanStart() {
        try (JobDriver driver = start()) {
            driver.walkTo(Phase.DUAL_WRITE);
            try (ApplicationDatabase database = ApplicationDatabase.open("shop", postgres.config(), 0)) {
                assertThat(database.check(file("""
                                        migration: second
                                        database: shop
                                        table: users
                                        triggers: true
                                        rename: {country: land}
                                        """), List.of()).obstacles()).isEmpty();
                assertThat(database.dependents(driver.run(StopPoints.NONE).migration(), List.of()))
                        .isEmpty();
            }
        }
    }

    @Test
    void refusesExpressionsOverWhatATriggerCantSee() {
        postgres.execute(
                TABLE,
                "ALTER TABLE users ADD stamp timestamptz DEFAULT now(), ADD twice numeric GENERATED ALWAYS AS (price * 2) STORED");
        try (ApplicationDatabase database = ApplicationDatabase.open("shop", postgres.config(), 0)) {
            assertThat(database.check(file("""
                                    migration: m
                                    database: shop
                                    table: users
                                    triggers: true
                                    rename: {stamp: made_at}
                                    add: [{column: thrice, type: numeric, up: "twice * 1.5"}]
                                    """), List.of()).obstacles())
                    .singleElement()
                    .asString()
                    .contains("column 'twice'", "generated");
        }
    }

    @Test
    void aValueThatTheTargetCantTakeIsRefusedWithTheWrite() throws SQLException {
        try (JobDriver driver = start()) {
            driver.walkTo(Phase.DUAL_WRITE);
            try (Connection plain = postgres.connect();
                    Statement statement = plain.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate(
                                "UPDATE users SET full_name = repeat('x', 101) || ' y' WHERE id = 1"))
                        .hasMessageContaining("too long");
                assertThat(postgres.value("SELECT full_name FROM users WHERE id = 1"))
                        .isEqualTo("First1 Last1");
            }
        }
    }
}
