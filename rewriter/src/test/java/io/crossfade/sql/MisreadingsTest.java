package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crossfade.sql.QueryBody.Select;
import io.crossfade.sql.Statement.Query;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Calcite's own grammar takes for something else without a word. */
class MisreadingsTest {

    private static Select select(Dialect dialect, String sql) {
        return (Select) ((Query) Corpus.parseOne(dialect, sql)).body();
    }

    private static Expr expression(Dialect dialect, String expression) {
        return select(dialect, "SELECT " + expression).items().get(0).expr();
    }

    private static String shape(Dialect dialect, String expression) {
        return ExpressionShape.of(expression(dialect, expression), "SELECT " + expression);
    }

    @Test
    void onlyIsNoTableWithAnAlias() {
        FromItem.TableRef table = (FromItem.TableRef)
                select(Dialect.POSTGRESQL, "SELECT a FROM ONLY t").from().get(0);

        assertThat(table.only()).isTrue();
        assertThat(table.table().relation().value()).isEqualTo("t");
        assertThat(table.alias()).isNull();
    }

    @Test
    void twoSlashesAreAnOperatorInPostgresql() {
        assertThat(shape(Dialect.POSTGRESQL, "a // 2")).isEqualTo("(// a 2)");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void twoSlashesAreNothingInMySql(Dialect dialect) {
        assertThatExceptionOfType(SqlSyntaxException.class)
                .isThrownBy(() -> SqlParser.parse(dialect, "SELECT a // 2"))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(10));
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void twoDashesAreTwoMinusesInMySql(Dialect dialect) {
        assertThat(shape(dialect, "5--3")).isEqualTo("(- 5 (- 3))");
        assertThat(shape(dialect, "5 --3")).isEqualTo("(- 5 (- 3))");
        assertThat(shape(dialect, "5 -- 3")).isEqualTo("5");
    }

    @Test
    void twoDashesAreACommentInPostgresql() {
        assertThat(shape(Dialect.POSTGRESQL, "5--3")).isEqualTo("5");
    }

    @Test
    void executableCommentsCount() {
        assertThat(select(Dialect.MYSQL, "SELECT /*!80000 a, */ b FROM t").items())
                .hasSize(2);
        assertThat(select(Dialect.MYSQL, "SELECT /*!99999 a, */ b FROM t").items())
                .hasSize(1);
        assertThat(select(Dialect.MARIADB, "SELECT /*M! a, */ b FROM t").items())
                .hasSize(2);
        assertThat(select(Dialect.MARIADB, "SELECT /*!80000 a, */ b FROM t").items())
                .hasSize(1);
        assertThat(select(Dialect.POSTGRESQL, "SELECT /*!80000 a, */ b FROM t").items())
                .hasSize(1);
    }

    @Test
    void namesInExecutableCommentsHaveTheirPlace() {
        String sql = "SELECT /*!80000 a, */ b FROM t";

        assertThat(select(Dialect.MYSQL, sql).items())
                .extracting(item -> item.span().of(sql))
                .containsExactly("a", "b");
    }

    @Test
    void typedLiteralsAreNoColumns() {
        for (String literal : List.of("timestamptz 'x'", "date '2026-01-01'", "s.t 'x'", "numeric(3, 1) '1'")) {
            Select select = select(Dialect.POSTGRESQL, "SELECT " + literal);

            assertThat(select.items().get(0).expr()).isInstanceOf(Expr.Literal.class);
            assertThat(select.items().get(0).alias()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void aStringBehindAColumnIsItsLabelInMySql(Dialect dialect) {
        Select select = select(dialect, "SELECT timestamptz 'x'");

        assertThat(select.items().get(0).expr()).isInstanceOf(Expr.ColumnRef.class);
        assertThat(select.items().get(0).alias().value()).isEqualTo("x");
        assertThat(expression(dialect, "timestamp '2026-01-01 00:00:00'")).isInstanceOf(Expr.Literal.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void doubledBackticksAreOneInAName(Dialect dialect) {
        Select select = select(dialect, "SELECT `a``b` FROM t");

        assertThat(((Expr.ColumnRef) select.items().get(0).expr()).column().value())
                .isEqualTo("a`b");
        assertThat(select.items().get(0).alias()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void doubleQuotesAreStringsUnlessTheSessionSaysOtherwise(Dialect dialect) {
        SqlMode ansi = new SqlMode(dialect, true, true, 110_400);
        Query query = (Query) SqlParser.parse(ansi, "SELECT \"a\"\"b\" FROM t").get(0);

        assertThat(expression(dialect, "\"a\"")).isInstanceOf(Expr.Literal.class);
        assertThat(((Expr.ColumnRef) ((Select) query.body()).items().get(0).expr())
                        .column()
                        .value())
                .isEqualTo("a\"b");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void backslashesHideQuotesUnlessTheSessionSaysOtherwise(Dialect dialect) {
        SqlMode noEscapes = new SqlMode(dialect, false, false, 110_400);
        String sql = "SELECT 'a\\', b, '";

        assertThat(select(dialect, sql).items()).hasSize(1);
        assertThatExceptionOfType(SqlSyntaxException.class).isThrownBy(() -> SqlParser.parse(noEscapes, sql));
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void fullIsAnAliasInMySql(Dialect dialect) {
        FromItem.Join join = (FromItem.Join)
                select(dialect, "SELECT a FROM t full JOIN u").from().get(0);

        assertThat(join.kind()).isEqualTo(FromItem.Join.Kind.CROSS);
        assertThat(((FromItem.TableRef) join.left()).alias().name().value()).isEqualTo("full");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void wordsBehindADotAreNames(Dialect dialect) {
        Expr.ColumnRef column = (Expr.ColumnRef) expression(dialect, "t.1a");

        assertThat(column.parts()).extracting(Name::value).containsExactly("t", "1a");
        assertThat(((Expr.ColumnRef) expression(dialect, "t.1")).parts()).hasSize(2);
        assertThat(((Expr.ColumnRef) expression(dialect, "t.select")).parts()).hasSize(2);
        assertThat(((Expr.ColumnRef) expression(dialect, "select.from")).parts())
                .hasSize(2);
    }

    /** The servers read on with the condition, and fail. */
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void onBehindAJoinIsItsCondition(Dialect dialect) {
        for (String join : List.of("JOIN", "INNER JOIN", "CROSS JOIN", "STRAIGHT_JOIN", "JOIN w USING (a) JOIN")) {
            String sql = "INSERT INTO t (a) SELECT b FROM u " + join + " v ON DUPLICATE KEY UPDATE a = 1";
            assertThatExceptionOfType(SqlSyntaxException.class).as(sql).isThrownBy(() -> SqlParser.parse(dialect, sql));
        }
        for (String from :
                List.of("u, v", "u NATURAL JOIN v", "(u JOIN v)", "u JOIN v USING (a)", "u JOIN v ON TRUE")) {
            String sql = "INSERT INTO t (a) SELECT b FROM " + from + " ON DUPLICATE KEY UPDATE a = 1";
            assertThat(((Statement.Insert) Corpus.parseOne(dialect, sql)).onDuplicateKey())
                    .as(sql)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void aBlankBesideADotMakesAKeyWord(Dialect dialect) {
        for (String name : List.of("t. select", "select .a", "`t`. from", "s.t. where", "set. a")) {
            assertThatExceptionOfType(SqlSyntaxException.class)
                    .as(name)
                    .isThrownBy(() -> SqlParser.parse(dialect, "SELECT " + name + " FROM t"));
        }
        for (String name : List.of("t.select", "t .select", "t. a", "t . a", "`t`.from", "set.a", "`t`. `from`")) {
            Expr.ColumnRef column = (Expr.ColumnRef) expression(dialect, name);
            assertThat(column.parts()).as(name).hasSize(2);
        }
    }

    @Test
    void pairsOfWordsThatPostgresqlsScannerJoinsAreNoNames() {
        for (String pair : List.of("format json", "nulls first", "nulls LAST", "without time")) {
            assertThatExceptionOfType(SqlSyntaxException.class)
                    .as(pair)
                    .isThrownBy(() -> SqlParser.parse(Dialect.POSTGRESQL, "SELECT " + pair + " FROM t"));
        }
        for (String items : List.of("format, json", "nulls, first", "format AS json", "a ORDER BY nulls NULLS FIRST")) {
            assertThat(SqlParser.parse(Dialect.POSTGRESQL, "SELECT " + items.replace(" ORDER", " FROM t ORDER")))
                    .as(items)
                    .hasSize(1);
        }
    }

    @Test
    void uescapeBehindAnEscapedNameIsNoLabel() {
        for (String label : List.of("UESCAPE", "UESCAPE, b", "UESCAPE '!!'", "UESCAPE a")) {
            assertThatExceptionOfType(SqlSyntaxException.class)
                    .as(label)
                    .isThrownBy(() -> SqlParser.parse(Dialect.POSTGRESQL, "SELECT U&\"a\" " + label + " FROM t"));
        }
        assertThat(((Expr.ColumnRef) expression(Dialect.POSTGRESQL, "U&\"!0061\" UESCAPE '!'"))
                        .column()
                        .value())
                .isEqualTo("a");
    }

    @Test
    void numbersHaveNothingBehindThem() {
        for (String number : List.of("1a", "0x", "1_", "1.5e", "0b2")) {
            assertThatExceptionOfType(SqlSyntaxException.class)
                    .as(number)
                    .isThrownBy(() -> SqlParser.parse(Dialect.POSTGRESQL, "SELECT " + number));
        }
    }
}
