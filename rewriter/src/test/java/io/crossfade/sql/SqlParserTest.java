package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crossfade.sql.Expr.ColumnRef;
import io.crossfade.sql.QueryBody.Select;
import io.crossfade.sql.QueryBody.SetOperation;
import io.crossfade.sql.Statement.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {

    private static Select select(String sql) {
        return (Select) ((Query) Corpus.parseOne(sql)).body();
    }

    private static Expr expression(String expression) {
        return select("SELECT " + expression).items().get(0).expr();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " :: ", quoteCharacter = '`', textBlock = """
                    a + b * c                       :: (+ a (* b c))
                    a * b + c                       :: (+ (* a b) c)
                    a - b - c + d                   :: (+ (- a b c) d)
                    - a + b                         :: (+ (- a) b)
                    - a::int                        :: (- (cast a))
                    - a ^ 2                         :: (^ (- a) 2)
                    a || b + c                      :: (|| a (+ b c))
                    a -> 'b' ->> 'c' = d            :: (= (->> (-> a 'b') 'c') d)
                    a = b AND c = d OR e            :: (OR (AND (= a b) (= c d)) e)
                    NOT a = b AND c                 :: (AND (NOT (= a b)) c)
                    a = NOT b = c AND d             :: (AND (= a (NOT (= b c))) d)
                    a BETWEEN b AND c AND d         :: (AND (BETWEEN a b c) d)
                    a NOT BETWEEN b + 1 AND c + 1   :: (NOT BETWEEN a (+ b 1) (+ c 1))
                    a BETWEEN b AND c = d           :: (= (BETWEEN a b c) d)
                    a LIKE b || c ESCAPE d AND e    :: (AND (LIKE a (|| b c) d) e)
                    a + b IN (1, 2) = c             :: (= (IN (+ a b) 1 2) c)
                    a = b IS NULL                   :: (IS NULL (= a b))
                    a IS DISTINCT FROM b = c AND d  :: (AND (IS DISTINCT FROM a (= b c)) d)
                    a AT TIME ZONE b + c            :: (+ (AT TIME ZONE a b) c)
                    a + b AT TIME ZONE c            :: (+ a (AT TIME ZONE b c))
                    a COLLATE "C" || b              :: (|| (collate a) b)
                    a ISNULL = b                    :: (= (IS NULL a) b)
                    ~ a + b & c                     :: (& (~ (+ a b)) c)
                    a <= ALL (b) AND c              :: (AND (<= a (ALL (b))) c)
                    a // 2                          :: (// a 2)
                    a*-b                            :: (* a (- b))
                    a@-b                            :: (@- a b)
                    a ??| b                         :: (??| a b)
                    a=?                             :: (= a ?)
                    (a, b) = (c, d)                 :: (= (row a b) (row c d))
                    a OPERATOR(pg_catalog.+) b * c  :: (OPERATOR(PG_CATALOG.+) a (* b c))
                    timestamptz 'x'                 :: timestamptz 'x'
                    interval '1' day * 2            :: (* interval '1' day 2)
                    """)
    void readsOperatorsByPrecedence(String sql, String tree) {
        assertThat(ExpressionShape.of(expression(sql), "SELECT " + sql)).isEqualTo(tree);
    }

    @Test
    void readsSetOperationsFromLeftToRightWithIntersectFirst() {
        SetOperation except = (SetOperation)
                ((Query) Corpus.parseOne("SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4")).body();
        SetOperation union = (SetOperation) except.left();

        assertThat(except.operator()).isEqualTo("EXCEPT");
        assertThat(union.operator()).isEqualTo("UNION ALL");
        assertThat(((SetOperation) union.right()).operator()).isEqualTo("INTERSECT");
    }

    @Test
    void givesAnUnfinishedJoinTheJoinsBehindItsRightSide() {
        FromItem.Join outer = (FromItem.Join) select("SELECT * FROM a JOIN b JOIN c ON b.x = c.x ON a.x = b.x")
                .from()
                .get(0);
        FromItem.Join cross = (FromItem.Join) select("SELECT * FROM a CROSS JOIN b JOIN c ON a.x = c.x")
                .from()
                .get(0);

        assertThat(outer.left()).isInstanceOf(FromItem.TableRef.class);
        assertThat(outer.right()).isInstanceOf(FromItem.Join.class);
        assertThat(cross.left()).isInstanceOf(FromItem.Join.class);
    }

    @Test
    void readsOnlyAsAWordOfItsOwn() {
        FromItem.TableRef table =
                (FromItem.TableRef) select("SELECT * FROM ONLY t x").from().get(0);

        assertThat(table.only()).isTrue();
        assertThat(table.table().relation().value()).isEqualTo("t");
        assertThat(table.relationSpan()).isEqualTo(new Span(14, 20));
    }

    @Test
    void countsTableSampleToTheRelationWhereNoAliasStandsBetween() {
        String bare = "SELECT * FROM t TABLESAMPLE system (1)";
        String aliased = "SELECT * FROM t x TABLESAMPLE system (1)";

        assertThat(((FromItem.TableRef) select(bare).from().get(0))
                        .relationSpan()
                        .of(bare))
                .isEqualTo("t TABLESAMPLE system (1)");
        assertThat(((FromItem.TableRef) select(aliased).from().get(0))
                        .relationSpan()
                        .of(aliased))
                .isEqualTo("t");
    }

    @Test
    void foldsUnquotedNamesAndUnescapesQuotedOnes() {
        ColumnRef column = (ColumnRef) expression("Users.\"Na\"\"me\".U&\"d\\0061t!\\+000061\"");

        assertThat(column.parts()).extracting(Name::value).containsExactly("users", "Na\"me", "dat!a");
        assertThat(column.parts()).extracting(Name::quoted).containsExactly(false, true, true);
        assertThat(((ColumnRef) expression("U&\"d!0061t\" UESCAPE '!'"))
                        .column()
                        .value())
                .isEqualTo("dat");
        assertThat(((ColumnRef) expression("\u00c4A")).column().value()).isEqualTo("\u00c4a");
    }

    @Test
    void keepsSourceAndNameOfJdbcFunctionEscapes() {
        String sql = "SELECT {fn lcase(t.a)}";
        Expr.Call call = (Expr.Call) select(sql).items().get(0).expr();

        assertThat(call.span().of(sql)).isEqualTo("{fn lcase(t.a)}");
        assertThat(call.function().value()).isEqualTo("lcase");
        assertThat(call.arguments()).hasOnlyElementsOfType(ColumnRef.class);
    }

    @Test
    void readsSeveralStatementsAndLeavesOutEmptyOnes() {
        String sql = "\ufeff;; SELECT 1 /* a; */ ; ; UPDATE t SET a = ';' -- ;\n; ";

        assertThat(SqlParser.parse(Dialect.POSTGRESQL, sql))
                .extracting(statement -> statement.span().of(sql))
                .containsExactly("SELECT 1", "UPDATE t SET a = ';'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", " -- nothing", "/* nothing */", "\ufeff"})
    void findsNoStatementWhereThereIsNone(String sql) {
        assertThat(SqlParser.parse(Dialect.POSTGRESQL, sql)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    SELECT a FROM WHERE b            | 14 | Expected a name but found WHERE
                    SELECT a,, b FROM t              | 9  | Expected an expression but found ,
                    SELECT 'it''s                    | 7  | Expected an expression but found the unclosed 'it''s
                    SELECT E'a\\', b FROM t          | 7  | Expected an expression but found the unclosed E'a\\', b FROM t
                    SELECT a AS "b FROM t            | 12 | Expected a name but found the unclosed "b FROM t
                    SELECT $q$ a                     | 7  | Expected an expression but found the unclosed $q$
                    SELECT (a + b                    | 13 | Expected ) or , but found the end of the text
                    SELECT a FROM t WHERE a = $b     | 26 | Expected an expression but found $
                    SELECT a FROM t x y              | 18 | Expected the end of the statement but found y
                    CREATE TABLE t (a int)           | 18 | Expected ) or , but found int
                    INSERT INTO t (a) VALUE (1)      | 18 | Expected a query or INSERT, UPDATE, DELETE, MERGE but found VALUE
                    SELECT f(a b)                    | 11 | Expected ) or , but found b
                    UPDATE t SET a 1                 | 15 | Expected = but found 1
                    SELECT a FROM t /* b             | 20 | Expected the end of the comment but found the end of the text
                    """)
    void saysWhatIsWrongAndWhere(String sql, int offset, String message) {
        assertThatExceptionOfType(SqlSyntaxException.class)
                .isThrownBy(() -> SqlParser.parse(Dialect.POSTGRESQL, sql))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @Test
    void countsOffsetsInUtf16UnitsOverAllKindsOfLineEnds() {
        String before = "SELECT '😀',\r\n\t\"ü\", /* 😀\r */\r\t\n";

        assertThatExceptionOfType(SqlSyntaxException.class)
                .isThrownBy(() -> SqlParser.parse(Dialect.POSTGRESQL, before + ") FROM t"))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(before.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OR", "AND", "+", "-", "||", "->", "@@"})
    void readsLongChainsWithoutNestingThem(String operator) {
        String sql = "SELECT * FROM t WHERE " + String.join(" " + operator + " ", Collections.nCopies(10_000, "a"));

        assertThat(((Expr.Operation) select(sql).where()).operands()).hasSize(10_000);
    }

    @Test
    void readsLongListsOfComparisons() {
        String or = String.join(" OR ", Collections.nCopies(10_000, "a = ? AND b IS NULL"));
        String in = String.join(", ", Collections.nCopies(30_000, "?"));
        Expr.Operation where = (Expr.Operation)
                select("SELECT * FROM t WHERE c IN (" + in + ") OR " + or).where();

        assertThat(where.operands()).hasSize(10_001);
        assertThat(((Expr.Operation) where.operands().get(0)).operands()).hasSize(30_001);
    }

    @Test
    void readsLongLists() {
        String rows = String.join(", ", Collections.nCopies(10_000, "(?, 'a', DEFAULT)"));
        Statement.Insert insert = (Statement.Insert) Corpus.parseOne("INSERT INTO t (a, b, c) VALUES " + rows);
        String union = String.join(" UNION ALL ", Collections.nCopies(2_000, "SELECT 1"));

        assertThat(((QueryBody.Values) insert.source().body()).rows()).hasSize(10_000);
        assertThat(Corpus.parseOne(union)).isInstanceOf(Query.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "- ", "f(", "CASE WHEN ", "ARRAY[", "(SELECT "})
    void refusesWhatIsNestedTooDeep(String opening) {
        assertThatExceptionOfType(SqlSyntaxException.class)
                .isThrownBy(() -> SqlParser.parse(Dialect.POSTGRESQL, "SELECT " + opening.repeat(100_000)));
    }

    @Test
    void readsOneExpression() {
        String text = " split_part(full_name, ' ', 1) || 'x' ";
        Expr expr = SqlParser.parseExpression(Dialect.POSTGRESQL, text);

        assertThat(expr.span().of(text)).isEqualTo(text.strip());
        assertThat(SqlParser.parseExpression(Dialect.MYSQL, "IF(a, b, c)")).isInstanceOf(Expr.Call.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a, b     | 1
                    a b      | 2
                    a;       | 1
                    a AS b   | 2
                    SELECT 1 | 0
                    a +      | 3
                    *        | 0
                    a /* b   | 6
                    """)
    void readsNothingElseAsAnExpression(String text, int offset) {
        assertThatExceptionOfType(SqlSyntaxException.class)
                .isThrownBy(() -> SqlParser.parseExpression(Dialect.POSTGRESQL, text))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @Test
    void keepsTheStatementWithinAnother() {
        String sql = "CREATE TABLE s.t (a) AS SELECT b FROM u";
        Statement.CreateAs create = (Statement.CreateAs) Corpus.parseOne(sql);

        assertThat(create.kind()).isEqualTo(Statement.CreateAs.Kind.TABLE);
        assertThat(create.name().relation().value()).isEqualTo("t");
        assertThat(create.query().span().of(sql)).isEqualTo("SELECT b FROM u");
        assertThat(((Statement.Prepare) Corpus.parseOne("PREPARE p AS DELETE FROM t")).prepared())
                .isInstanceOf(Statement.Delete.class);
        assertThat(((Statement.Copy) Corpus.parseOne("COPY (SELECT 1) TO STDOUT")).copied())
                .isInstanceOf(Query.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"and", "or", "in", "like", "between", "is", "not", "similar", "collate", "at"})
    void takesAnOperatorsWordForALabelWhereNothingFollows(String word) {
        Select select = select("SELECT a " + word + ", b FROM t");

        assertThat(select.items().get(0).alias().value()).isEqualTo(word);
    }

    @Test
    void throwsNothingElseWhateverTheTextIs() {
        long seed = 20_261;
        Random random = new Random(seed);
        List<Corpus.Text> corpus = Corpus.all();
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            Corpus.Text text = corpus.get(random.nextInt(corpus.size()));
            String sql = damaged(text, random);
            try {
                SqlParser.parse(text.dialect(), sql);
            } catch (SqlSyntaxException e) {
                refused++;
                assertThat(e.offset()).as("seed %d: %s", seed, sql).isBetween(0, sql.length());
            }
        }
        assertThat(refused).isPositive();
    }

    private static String damaged(Corpus.Text text, Random random) {
        String sql = text.sql();
        List<Scanner.Token> tokens = new ArrayList<>(Scanner.tokens(SqlMode.of(text.dialect()), sql));
        switch (random.nextInt(4)) {
            case 0 -> tokens.remove(random.nextInt(tokens.size()));
            case 1 -> Collections.swap(tokens, random.nextInt(tokens.size()), random.nextInt(tokens.size()));
            case 2 -> tokens.add(random.nextInt(tokens.size()), tokens.get(random.nextInt(tokens.size())));
            default -> {
                int cut = random.nextInt(sql.length());
                return sql.substring(0, cut) + (char) random.nextInt(0x250) + sql.substring(cut);
            }
        }
        return String.join(
                " ", tokens.stream().map(token -> token.span().of(sql)).toList());
    }
}
