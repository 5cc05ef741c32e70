package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog.Column;
import io.crossfade.rewrite.Catalog.Relation;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionsTest {

    private static Plan plan(Dialect dialect, Phase phase, String sql) {
        return People.planner(dialect, phase, false).plan(sql, KeyRequest.NONE);
    }

    private static void refuses(Dialect dialect, Phase phase, String sql) {
        assertThatThrownBy(() -> plan(dialect, phase, sql)).as(sql).isInstanceOf(RefusedException.class);
    }

    @Test
    void convertsAColumnThatIsInsertedAsItIs() {
        assertThat(plan(
                                Dialect.POSTGRESQL,
                                Phase.COMPLETE,
                                "MERGE INTO people m USING people s ON m.id = s.id WHEN NOT MATCHED THEN INSERT (id, price)"
                                        + " VALUES (s.id, price)")
                        .sql())
                .contains("VALUES (s.id, CAST(split_part(CAST('nobody' AS varchar(100)), ' ', 1) AS varchar), ")
                .contains("CAST(CAST(CAST(s.price_new AS varchar(20)) AS varchar) AS numeric(10,2))");
    }

    @Test
    void sendsAParameterToEachPlaceThatNeedsIt() {
        Plan plan = plan(Dialect.POSTGRESQL, Phase.VERIFY, "UPDATE people SET full_name = ?, email = ? WHERE id = ?");
        assertThat(plan.parameters()).isEqualTo(new int[][] {{1, 3, 4}, {2}, {5}});
    }

    @Test
    void leavesOutAParameterOfAColumnThatIsGone() {
        Plan plan = plan(Dialect.POSTGRESQL, Phase.COMPLETE, "UPDATE people SET note = ?, email = ?");
        assertThat(plan.sql()).isEqualTo("UPDATE people SET email = ?");
        assertThat(plan.parameters()).isEqualTo(new int[][] {{}, {1}});
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"MYSQL", "MARIADB"})
    void writesAColumnByItsNameInAnyCase(Dialect dialect) {
        assertThat(plan(dialect, Phase.COMPLETE, "UPDATE people SET PRICE = ?").sql())
                .startsWith("UPDATE people SET people.price_new = ");
        assertThat(People.planner(dialect, Phase.COMPLETE, false, "PRICE")
                        .plan("UPDATE people SET price = ?", KeyRequest.NONE)
                        .sql())
                .startsWith("UPDATE people SET people.price_new = ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "character(4)|bpchar",
                "char(4)|bpchar",
                "bit(3)|varbit",
                "character varying(10)|varchar",
                "varchar(10)[]|varchar[]",
                "numeric(10,2)|numeric(10,2)"
            })
    void aCastThatStandsForAnAssignmentCutsNothingOff(String type, String cast) {
        assertThat(Types.withoutLength(Dialect.POSTGRESQL, type)).isEqualTo(cast);
    }

    @Test
    void castsNoConstantThatAnUpdateTakesFromAQuery() {
        assertThat(plan(
                                Dialect.POSTGRESQL,
                                Phase.VERIFY,
                                "UPDATE people SET (id, price) = (SELECT '1', price FROM orders WHERE id = 1)")
                        .sql())
                .contains("LEFT JOIN (SELECT '1', price FROM orders WHERE id = 1) AS");
    }

    @Test
    void restsOnNoOrderWhereMariaDbHasNone() {
        assertThat(plan(
                                Dialect.MARIADB,
                                Phase.VERIFY,
                                "UPDATE people SET price = ? WHERE EXISTS (SELECT 1 FROM people q)")
                        .sql())
                .isEqualTo("UPDATE people SET people.price_new = CAST(CAST(? AS CHAR(20)) AS decimal(10,2)), price = ?"
                        + " WHERE EXISTS (SELECT 1 FROM people q)");
    }

    @Test
    void needsAParameterOnceWhereMySqlSeesWhatIsStored() {
        Plan plan = plan(Dialect.MYSQL, Phase.VERIFY, "UPDATE people SET full_name = ? WHERE id = ?");
        assertThat(plan.parameters()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE people SET full_name = ?, first_name = ?",
                "UPDATE people SET price_new = 1",
                "SELECT price_new FROM people",
                "SELECT p.price_new FROM people p",
                "INSERT INTO people (id, price_new) VALUES (1, 2)",
                "SELECT p FROM people p"
            })
    void refusesWhatCodeOfNeitherShapeSends(String sql) {
        refuses(Dialect.POSTGRESQL, Phase.VERIFY, sql);
        refuses(Dialect.POSTGRESQL, Phase.COMPLETE, sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO people (price, email) VALUES ('1', price)",
                "SELECT id FROM people WHERE MATCH (full_name) AGAINST ('a')",
                "UPDATE people p, orders o SET p.full_name = 'a', p.email = p.full_name, p.price = p.email"
            })
    void refusesInMySqlWhatCantBeToldApart(String sql) {
        refuses(Dialect.MYSQL, Phase.COMPLETE, sql);
        refuses(Dialect.MARIADB, Phase.COMPLETE, sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE people SET full_name = concat(full_name, '!')",
                "UPDATE people SET full_name = uuid()",
                "INSERT INTO people (id, full_name) VALUES (1, uuid())",
                "UPDATE people p, orders o SET p.full_name = uuid()",
                "INSERT INTO people (id, full_name) VALUES (1, 'a') ON DUPLICATE KEY UPDATE full_name = uuid()"
            })
    void keepsInMySqlWhatWouldBeComputedTwice(String sql) {
        for (Dialect dialect : List.of(Dialect.MYSQL, Dialect.MARIADB)) {
            Plan plan = People.planner(dialect, Phase.COMPLETE, false).plan(sql, KeyRequest.NONE);
            assertThat(plan.sql()).containsOnlyOnce("@crossfade_kept_1 :=");
            assertThat(plan.sql().split("@crossfade_kept_1 AS BINARY", -1)).hasSize(3);
            assertThat(plan.assignsVariables()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aQueryGivesNothingToAColumnThatIsGone(Dialect dialect) {
        String sql = "INSERT INTO notes (id, note) SELECT id, full_name FROM orders";
        String sent = People.removing(dialect, Phase.TARGET_ONLY)
                .plan(sql, KeyRequest.NONE)
                .sql();
        assertThat(sent).startsWith("INSERT INTO notes (id) ").containsPattern("SELECT (crossfade_values\\.)?c1 FROM");
    }

    @Test
    void whatIsLeftOfAnUpdateUndoesNothing() {
        assertThat(People.planner(Dialect.MARIADB, Phase.TARGET_ONLY, false)
                        .plan(
                                "UPDATE people p, orders o SET p.id = 7, p.note = 'a' WHERE p.email = o.price",
                                KeyRequest.NONE)
                        .sql())
                .isEqualTo("UPDATE people p, orders o SET p.id = 7, p.email = p.email WHERE p.email = o.price");
    }

    @Test
    void saysNothingOfVariablesWhereTheApplicationAssignsSome() {
        Planner planner = People.planner(Dialect.MYSQL, Phase.COMPLETE, false);
        assertThat(planner.plan("UPDATE people SET full_name = (@a := full_name)", KeyRequest.NONE)
                        .assignsVariables())
                .isFalse();
        assertThat(planner.plan("UPDATE people SET full_name = 'a'", KeyRequest.NONE)
                        .assignsVariables())
                .isFalse();
    }

    @Test
    void keepsValuesInVariablesThatTheStatementDoesNotUse() {
        assertThat(People.planner(Dialect.MARIADB, Phase.COMPLETE, false)
                        .plan("UPDATE people SET full_name = @crossfade_kept_1", KeyRequest.NONE)
                        .sql())
                .contains("@crossfade_kept_2_1 := ");
    }

    /** MySQL doesn't read the last digit of a DOUBLE as it writes it, nor every date that it writes. */
    @ParameterizedTest
    @ValueSource(strings = {"double", "float", "datetime(6)", "date", "timestamp", "json", "point"})
    void refusesToKeepWhatDoesNotComeBackAsItWas(String type) {
        assertThat(Types.bytes(Dialect.MYSQL, type)).isEmpty();
    }

    /** Names for fewer columns than there are would hide that PostgreSQL takes no more values than columns. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO people (full_name) SELECT full_name, id FROM orders",
                "INSERT INTO people (id, full_name) SELECT id FROM orders",
                "INSERT INTO people (full_name) TABLE orders",
                "INSERT INTO people (full_name) SELECT o.*, 1 FROM orders o LIMIT 1",
                "INSERT INTO people (full_name) VALUES ('a', 1), ('b', 2) ORDER BY 1"
            })
    void refusesAnInsertOfMoreOrFewerValuesThanColumns(String sql) {
        refuses(Dialect.POSTGRESQL, Phase.DUAL_WRITE, sql);
        refuses(Dialect.POSTGRESQL, Phase.TARGET_ONLY, sql);
    }

    @Test
    void hasTheServerCountTheColumnsOfAFunction() {
        assertThat(plan(
                                Dialect.POSTGRESQL,
                                Phase.TARGET_ONLY,
                                "INSERT INTO people (id, price) SELECT * FROM unnest(?, ?)")
                        .sql())
                .endsWith(
                        " FROM (SELECT c1, c2 FROM (SELECT *, NULL AS c3 FROM (SELECT * FROM unnest(?, ?))"
                                + " AS crossfade_values) AS crossfade_values (c1, c2, c3) WHERE c3 IS NULL) AS crossfade_values (c1, c2)");
    }

    /** MySQL gives the new row only the columns that the statement lists. */
    @Test
    void refusesAColumnOfTheNewRowThatIsComputedFromOneWhichIsNotThere() {
        AddedColumn code = new AddedColumn(
                "code",
                "code",
                "varchar(20)",
                Optional.empty(),
                Optional.of("concat('k', id)"),
                Optional.empty(),
                false,
                3);
        Relation parts = new Relation(
                "shop",
                "parts",
                List.of(new Column("id", "bigint", 1), new Column("n", "int", 2), new Column("code", "varchar(20)", 3)),
                Map.of());
        Migration migration = new Migration(
                "codes",
                new TableId("shop", "parts"),
                List.of(new ColumnMapping.Conversion(List.of(), List.of(code))),
                Phase.BACKFILL,
                0);
        Planner planner = new Planner(
                Dialect.MYSQL,
                new Snapshot("shop", 1, List.of(migration)),
                (schema, name) -> Optional.of(parts),
                Set.of("codes"),
                List.of("shop"),
                0);
        String values = " AS fresh ON DUPLICATE KEY UPDATE n = 1, code = fresh.code";
        assertThatThrownBy(() -> planner.plan("INSERT INTO parts (n, code) VALUES (1, 'k1')" + values, KeyRequest.NONE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is computed from column \"id\", to which the statement gives no value");
        assertThat(planner.plan("INSERT INTO parts (id, n, code) VALUES (1, 1, 'k1')" + values, KeyRequest.NONE)
                        .sql())
                .contains("fresh.id");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void cutsALabelWhereTheServerDoes(Dialect dialect) {
        String ascii = "price + " + "1".repeat(300);
        assertThat(plan(dialect, Phase.COMPLETE, "SELECT " + ascii + " FROM people")
                        .sql())
                .endsWith(" AS `" + ascii.substring(0, 255) + "` FROM people");
        String umlauts = "concat(price, '" + "ö".repeat(200) + "😀')";
        assertThat(plan(dialect, Phase.COMPLETE, "SELECT " + umlauts + " FROM people")
                        .sql())
                .as("a character of two bytes that the end falls into")
                .endsWith(" AS `" + umlauts.substring(0, 135) + "` FROM people");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void readsConditionsOfTenThousandTerms(Dialect dialect) {
        String sql = "SELECT id FROM people WHERE price = ?" + " OR price = ?".repeat(9_999);
        assertThat(plan(dialect, Phase.COMPLETE, sql).sql()).doesNotContain(" price ");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void readsListsOfThirtyThousandValues(Dialect dialect) {
        String sql = "SELECT full_name FROM people WHERE price IN (?" + ", ?".repeat(29_999) + ")";
        assertThat(plan(dialect, Phase.COMPLETE, sql).sql()).endsWith(", ?)");
    }

    @Test
    void saysWhereTheColumnsOfAFormulaStand() {
        Formula formula = Formula.parse(Dialect.POSTGRESQL, " lower(a) || \"B c\" || a -- !");
        assertThat(formula.text()).isEqualTo("lower(a) || \"B c\" || a");
        assertThat(formula.references())
                .containsExactly(
                        new Formula.Reference("a", new Span(6, 7)),
                        new Formula.Reference("B c", new Span(12, 17)),
                        new Formula.Reference("a", new Span(21, 22)));
        assertThat(formula.render(column -> "t." + column.charAt(0))).isEqualTo("lower(t.a) || t.B || t.a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a, b",
                "a AS b",
                "t.a",
                "a + ?",
                "max(a)",
                "count(*)",
                "row_number() OVER ()",
                "(SELECT 1)",
                "EXISTS (SELECT 1)",
                "*",
                "DEFAULT",
                "a; b",
                ""
            })
    void aFormulaIsOneExpressionOverTheColumnsOfOneRow(String text) {
        assertThatThrownBy(() -> Formula.parse(Dialect.POSTGRESQL, text)).isInstanceOf(SqlSyntaxException.class);
    }

    @Test
    void namesTheColumnsThatAreComputed() {
        assertThat(plan(Dialect.POSTGRESQL, Phase.COMPLETE, "SELECT price FROM people WHERE full_name = ?")
                        .computed())
                .extracting(ComputedRead::column, ComputedRead::inCondition)
                .containsExactly(tuple("price", false), tuple("full_name", true));
    }

    @Test
    void asksNoKeysBackFromMySql() {
        Plan plan = People.planner(Dialect.MYSQL, Phase.COMPLETE, false)
                .plan("INSERT INTO people (email) VALUES (?)", KeyRequest.of(List.of("id")));
        assertThat(plan.returnsKeys()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT price, count(*) FROM people GROUP BY price ORDER BY 1 DESC",
                "SELECT price p, count(*) FROM people GROUP BY p ORDER BY 1 DESC",
                "SELECT price, count(*) FROM people GROUP BY (1)",
                "SELECT count(*) FROM people GROUP BY people.price DESC"
            })
    void keepsRowsWithoutAValueAGroupOfTheirOwnOnMariaDb(String sql) {
        assertThat(plan(Dialect.MARIADB, Phase.COMPLETE, sql).sql()).contains(", people.price IS NULL");
        assertThat(plan(Dialect.MARIADB, Phase.BACKFILL, sql).sql()).isEqualTo(sql);
        assertThat(plan(
                                Dialect.MARIADB,
                                Phase.COMPLETE,
                                sql.replace("price", "id").replace(" p,", ",").replace("BY p ", "BY id "))
                        .sql())
                .doesNotContain("IS NULL");
    }

    @Test
    void groupsByWhatASubqueryComputesAndByItsPlaceBehindAStar() {
        assertThat(plan(
                                Dialect.MARIADB,
                                Phase.COMPLETE,
                                "SELECT *, count(*) FROM (SELECT price AS p, id FROM people) d GROUP BY 2, 1")
                        .sql())
                .endsWith(" GROUP BY 2, 1, d.id IS NULL, d.p IS NULL");
    }

    @Test
    void refusesGroupsInDescendingOrderWithSums() {
        refuses(Dialect.MARIADB, Phase.COMPLETE, "SELECT price, count(*) FROM people GROUP BY price DESC WITH ROLLUP");
        assertThat(plan(
                                Dialect.MARIADB,
                                Phase.COMPLETE,
                                "SELECT price, count(*) FROM people GROUP BY price WITH ROLLUP")
                        .sql())
                .endsWith(" GROUP BY price WITH ROLLUP");
    }
}
