package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.sql.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    @ParameterizedTest
    @EnumSource(Phase.class)
    void handsOnTheVeryTextThatTouchesNothing(Phase phase) {
        String sql = "SELEKT 'users' FROM §§ -- users \"users";
        assertThat(Shop.planner(phase, false).plan(sql, KeyRequest.ALL).sql()).isSameAs(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CREATE TABLE later (kind text DEFAULT 'users')", "CALL log('users')", "SELECT 'users' @#@"})
    void aNameInAStringThatIsNoCodeTouchesNothing(String sql) {
        assertThat(Shop.planner(Phase.VERIFY, false).plan(sql, KeyRequest.NONE).sql())
                .isSameAs(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY audit.users FROM STDIN",
                "CREATE INDEX ON audit.users (name)",
                "COMMENT ON TABLE audit.users IS 'users'"
            })
    void aCommandOnATableOfTheSameNameInAnotherSchemaPasses(String sql) {
        assertThat(Shop.planner(Phase.VERIFY, false).plan(sql, KeyRequest.NONE).sql())
                .isSameAs(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INSERT INTO users (id, name, email) SELECT 1, f(4), NULL|INSERT INTO users (id, name, email, full_name) SELECT c1, c2, c3, c2 FROM (SELECT 1::bigint, f(4), NULL::text) AS crossfade_values (c1, c2, c3)",
                "INSERT INTO users (id, name) SELECT 1, f(4) UNION ALL SELECT 2, ?|INSERT INTO users (id, name, full_name) SELECT c1, c2, c2 FROM (SELECT 1::bigint, f(4) UNION ALL SELECT 2::bigint, ?::text) AS crossfade_values (c1, c2)",
                "UPDATE users SET name = 'a' #+# 'b'|UPDATE users SET (name, full_name) = (SELECT crossfade_value.v, crossfade_value.v FROM (SELECT 'a' #+# 'b' AS v WHERE users.ctid IS NOT NULL) AS crossfade_value)"
            })
    void computesOnceWhatMayDifferEachTime(String sql, String expected) {
        assertThat(Shop.planner(Phase.VERIFY, false).plan(sql, KeyRequest.NONE).sql())
                .isEqualTo(expected);
    }

    @Test
    void doesNotRepeatMoreParametersThanTheProtocolSends() {
        String sql = "INSERT INTO users (id, name) VALUES (?, ?)" + ", (?, ?)".repeat(24_999);
        Plan plan = Shop.planner(Phase.VERIFY, false).plan(sql, KeyRequest.NONE);
        assertThat(plan.parameters()).isNull();
        assertThat(plan.sql())
                .startsWith(
                        "INSERT INTO users (id, name, full_name) SELECT c1, c2, c2 FROM (VALUES (?::bigint, ?::text), ");
    }

    @Test
    void keepsTheNamesThatAreMadeOfColumns() {
        assertThat(Shop.planner(Phase.COMPLETE, false)
                        .plan("SELECT xmlforest(name, id) FROM users", KeyRequest.NONE)
                        .sql())
                .isEqualTo("SELECT xmlforest(full_name AS name, id) FROM users");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (LIKE users)",
                "COPY users TO STDOUT",
                "ALTER TABLE users ALTER COLUMN name SET NOT NULL"
            })
    void refusesWhatWouldShowThePhysicalColumnsAfterTheEnd(String sql) {
        assertThatThrownBy(() -> Shop.planner(Phase.COMPLETE, false).plan(sql, KeyRequest.NONE))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE TEMP TABLE t AS SELECT * FROM users|CREATE TEMP TABLE t AS SELECT id, full_name AS name, email FROM users",
                "CREATE TABLE t AS TABLE users|CREATE TABLE t AS SELECT id, full_name AS name, email FROM users",
                "PREPARE p AS SELECT * FROM users|PREPARE p AS SELECT id, full_name AS name, email FROM users",
                "CREATE VIEW v AS SELECT name FROM users|CREATE VIEW v AS SELECT full_name AS name FROM users",
                "COPY (SELECT * FROM users) TO STDOUT|COPY (SELECT id, full_name AS name, email FROM users) TO STDOUT"
            })
    void rewritesTheStatementsWithinCommands(String sql, String expected) {
        assertThat(Shop.planner(Phase.COMPLETE, false)
                        .plan(sql, KeyRequest.NONE)
                        .sql())
                .isEqualTo(expected);
    }

    @Test
    void letsTheTableBeAlteredAfterTheEnd() {
        String sql = "ALTER TABLE users ADD COLUMN phone text";
        assertThat(Shop.planner(Phase.COMPLETE, false)
                        .plan(sql, KeyRequest.NONE)
                        .sql())
                .isSameAs(sql);
    }

    @Test
    void anotherSettingBeforeItDoesNotMatter() {
        assertThat(Shop.planner(Phase.COMPLETE, false)
                        .plan("SET LOCAL statement_timeout = 1; SELECT name FROM users", KeyRequest.NONE)
                        .sql())
                .isEqualTo("SET LOCAL statement_timeout = 1; SELECT full_name AS name FROM users");
    }

    @Test
    void handsOnEverythingWithoutMigrations() {
        Planner planner = new Planner(
                Dialect.POSTGRESQL,
                Snapshot.empty("shop"),
                (schema, name) -> Optional.empty(),
                Set.of(),
                List.of("public"),
                0);
        assertThat(planner.plan("whatever users", KeyRequest.NONE).isTouched()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aTableOfTheSameNameInAnotherSchemaIsAnotherTable(Phase phase) {
        String sql = "SELECT * FROM audit.users";
        assertThat(Shop.planner(phase, false).plan(sql, KeyRequest.NONE).isTouched())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT u FROM users u",
                "SELECT my_function(u) FROM users u",
                "SELECT u.* = ROW(1) FROM users u",
                "SELECT null::users",
                "SELECT CAST(x AS public.users[]) FROM orders x",
                "INSERT INTO users (id, name, full_name) VALUES (1, 'a', 'b')",
                "INSERT INTO users SELECT * FROM nowhere",
                "UPDATE users SET name = ?, full_name = ?",
                "UPDATE users SET name['a'] = '1'",
                "UPDATE users SET (id, name) = ROW(accounts.*) FROM accounts",
                "SELECT full_name FROM nowhere n, users u",
                "MERGE INTO users u USING contacts c ON c.name = u.name WHEN NOT MATCHED THEN INSERT (name) VALUES (f(c.name))",
                "COPY users FROM STDIN",
                "CREATE INDEX i ON users (name)",
                "CREATE VIEW v AS SELECT * FROM users",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT count(*) FROM users'",
                "ANALYZE users (name)",
                "PREPARE p AS SELECT name FROM users",
                "SELECT name FROM users WHERE",
                "BEGIN; SET LOCAL search_path = audit; SELECT name FROM users; COMMIT",
                "SELECT set_config('search_path', 'audit', false); UPDATE users SET name = 'x'",
                "DISCARD ALL; TABLE users",
                "SELECT 1; DO $$ BEGIN DELETE FROM users; END $$",
                "SELECT name FROM users; SELEKT users"
            })
    void refusesWhatItCannotRewriteWithCertainty(String sql) {
        for (Phase phase : List.of(Phase.DUAL_WRITE, Phase.VERIFY, Phase.SWITCH_READS)) {
            assertThatThrownBy(() -> Shop.planner(phase, false).plan(sql, KeyRequest.NONE))
                    .as("%s in %s", sql, phase)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(Shop.MIGRATION)
                    .hasMessageContaining("at character");
        }
    }

    @Test
    void saysWhereInTheTextTheRefusedConstructStands() {
        String sql = "SELECT 1; SELECT id, u FROM users u";
        assertThatThrownBy(() -> Shop.planner(Phase.VERIFY, false).plan(sql, KeyRequest.NONE))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.offset())
                        .isEqualTo(sql.indexOf("u FROM")));
    }

    @Test
    void returnsGeneratedKeysUnderTheNamesThatWereAskedFor() {
        Plan plan = Shop.planner(Phase.COMPLETE, false)
                .plan("INSERT INTO users (name) VALUES (?) -- !", KeyRequest.of(List.of("id", "name")));
        assertThat(plan.sql())
                .isEqualTo("INSERT INTO users (full_name) VALUES (?) RETURNING id, full_name AS name -- !");
        assertThat(plan.returnsKeys()).isTrue();
    }

    @Test
    void leavesAReturningClauseOfTheApplicationsOwn() {
        Plan plan = Shop.planner(Phase.VERIFY, false).plan("UPDATE users SET email = 'x' RETURNING id", KeyRequest.ALL);
        assertThat(plan.sql()).isEqualTo("UPDATE users SET email = 'x' RETURNING id");
        assertThat(plan.returnsKeys()).isFalse();
    }

    @Test
    void leavesKeysOfAnotherTableToTheDriver() {
        Plan plan = Shop.planner(Phase.COMPLETE, false)
                .plan("INSERT INTO orders (id) SELECT id FROM users WHERE name = ?", KeyRequest.ALL);
        assertThat(plan.sql()).isEqualTo("INSERT INTO orders (id) SELECT id FROM users WHERE full_name = ?");
        assertThat(plan.returnsKeys()).isFalse();
    }

    @Test
    void readsTheSideThatTheLotFellOn() {
        String sql = "SELECT id FROM users WHERE name = ?";
        assertThat(Shop.planner(Phase.SWITCH_READS, false, 0)
                        .plan(sql, KeyRequest.NONE)
                        .sql())
                .isEqualTo(sql);
        assertThat(Shop.planner(Phase.SWITCH_READS, false, 1)
                        .plan(sql, KeyRequest.NONE)
                        .sql())
                .isEqualTo("SELECT id FROM users WHERE full_name = ?");
    }

    @Test
    void rewritesStatementsOfTenThousandRows() {
        StringBuilder sql = new StringBuilder("INSERT INTO users (id, name) VALUES (?, ?)");
        for (int i = 1; i < 10_000; i++) {
            sql.append(", (?, ?)");
        }
        Plan plan = Shop.planner(Phase.BACKFILL, false).plan(sql.toString(), KeyRequest.NONE);
        assertThat(plan.parameters().length).isEqualTo(20_000);
        assertThat(plan.parameters()[19_999]).containsExactly(29_999, 30_000);
    }

    @Test
    void rewritesAConditionOfTenThousandTerms() {
        String sql = "SELECT id FROM users WHERE name = ?" + " OR name = ?".repeat(9_999);
        Plan plan = Shop.planner(Phase.COMPLETE, false).plan(sql, KeyRequest.NONE);
        assertThat(plan.sql()).isEqualTo(sql.replace("name", "full_name"));
    }

    @Test
    void keepsTheLabelOfAFieldOfARow() {
        assertThat(Shop.planner(Phase.COMPLETE, true)
                        .plan("SELECT (u).name FROM users u", KeyRequest.NONE)
                        .sql())
                .isEqualTo("SELECT (u).full_name AS name FROM (SELECT id, full_name, email FROM users) u");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT id,(name)FROM users WHERE(name)='A'AND(id)>0|SELECT id,(full_name) AS name FROM users WHERE(full_name)='A'AND(id)>0",
                "SELECT*FROM users|SELECT id, full_name AS name, email FROM users",
                "SELECT id FROM users ORDER BY(name)DESC|SELECT id FROM users ORDER BY(users.full_name)DESC"
            })
    void keepsWordsApartWhereTheApplicationNeededNoBlank(String sql, String expected) {
        assertThat(Shop.planner(Phase.COMPLETE, false)
                        .plan(sql, KeyRequest.NONE)
                        .sql())
                .isEqualTo(expected);
    }

    @Test
    void aColumnThatUsingMergesIsNotAmbiguous() {
        assertThat(Shop.planner(Phase.COMPLETE, false)
                        .plan("SELECT id, name FROM users JOIN orders USING (id) ORDER BY id", KeyRequest.NONE)
                        .sql())
                .isEqualTo("SELECT id, full_name AS name FROM users JOIN orders USING (id) ORDER BY id");
    }

    @Test
    void aQuestionMarkIsAnOperatorInATextThatIsNotPrepared() {
        assertThat(Shop.planner(Phase.COMPLETE, false)
                        .planUnprepared(
                                "SELECT name FROM users WHERE a @? '?' AND b ?| c AND d ? 'x' -- ?", KeyRequest.NONE))
                .isEqualTo(new Plan(
                        "SELECT full_name AS name FROM users WHERE a @? '?' AND b ?| c AND d ? 'x' -- ?",
                        List.of(Shop.MIGRATION),
                        null,
                        false,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
    }
}
