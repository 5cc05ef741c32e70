package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crossfade.sql.QueryBody.Select;
import io.crossfade.sql.Statement.Query;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlParserTest {

    private static Statement parse(String sql) {
        return Corpus.parseOne(Dialect.MYSQL, sql);
    }

    private static Select select(String sql) {
        return (Select) ((Query) parse(sql)).body();
    }

    private static Expr expression(String expression) {
        return select("SELECT " + expression).items().get(0).expr();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " :: ", quoteCharacter = '^', textBlock = """
                    a + b * c                    :: (+ a (* b c))
                    a - b - c + d                :: (+ (- a b c) d)
                    a DIV b MOD c % d            :: (% (MOD (DIV a b) c) d)
                    a | b & c << d + e           :: (| a (& b (<< c (+ d e))))
                    - a ^ b                      :: (^ (- a) b)
                    ! a = b                      :: (= (! a) b)
                    NOT a = b                    :: (NOT (= a b))
                    a OR b XOR c AND d           :: (OR a (XOR b (AND c d)))
                    a || b && c                  :: (|| a (&& b c))
                    a = b = c                    :: (= a b c)
                    a = b IS NULL                :: (IS NULL (= a b))
                    a <=> b + 1                  :: (<=> a (+ b 1))
                    a BETWEEN b AND c AND d      :: (AND (BETWEEN a b c) d)
                    a BETWEEN b | 1 AND c LIKE d :: (BETWEEN a (| b 1) (LIKE c d))
                    a LIKE b OR c                :: (OR (LIKE a b) c)
                    a NOT REGEXP b + 1           :: (NOT REGEXP a (+ b 1))
                    a SOUNDS LIKE b AND c        :: (AND (SOUNDS LIKE a b) c)
                    a IN (1, 2) = b              :: (= (IN a 1 2) b)
                    BINARY a = b                 :: (= (BINARY a) b)
                    a -> '$.b' = c               :: (= (-> a '$.b') c)
                    - a ->> '$.b'                :: (- (->> a '$.b'))
                    @a := b OR c                 :: (:= @a (OR b c))
                    a + @b := c + d              :: (+ a (:= @b (+ c d)))
                    ~ a COLLATE x                :: (collate (~ a))
                    a AND NOT b OR c             :: (OR (AND a (NOT b)) c)
                    1 MEMBER OF (a) AND b        :: (AND (MEMBER OF 1 (a)) b)
                    """)
    void bindsOperatorsAsMySqlDoes(String expression, String shape) {
        assertThat(ExpressionShape.of(expression(expression), "SELECT " + expression))
                .isEqualTo(shape);
    }

    @Test
    void keepsTheCaseOfNames() {
        Expr.ColumnRef column = (Expr.ColumnRef) expression("`My``Db`.Users.`Na me`");

        assertThat(column.parts()).extracting(Name::value).containsExactly("My`Db", "Users", "Na me");
        assertThat(column.parts()).extracting(Name::quoted).containsExactly(true, false, true);
    }

    @Test
    void comparesNamesAsTheDialectDoes() {
        assertThat(Dialect.MYSQL.columnKey("FirstName")).isEqualTo(Dialect.MYSQL.columnKey("firstname"));
        assertThat(Dialect.POSTGRESQL.columnKey("A")).isNotEqualTo(Dialect.POSTGRESQL.columnKey("a"));
        assertThat(Dialect.MARIADB.tableKey("Users", false)).isEqualTo("Users");
        assertThat(Dialect.MARIADB.tableKey("Users", true)).isEqualTo("users");
        assertThat(Dialect.POSTGRESQL.tableKey("Users", true)).isEqualTo("Users");
    }

    @Test
    void quotesNamesWhereTheyNeedIt() {
        assertThat(Dialect.MYSQL.quote("firstName")).isEqualTo("firstName");
        assertThat(Dialect.MYSQL.quote("a`b")).isEqualTo("`a``b`");
        assertThat(Dialect.MYSQL.quote("Rank")).isEqualTo("`Rank`");
        assertThat(Dialect.MYSQL.quote("1a")).isEqualTo("`1a`");
        assertThat(Dialect.MARIADB.quote("returning")).isEqualTo("`returning`");
        assertThat(Dialect.MARIADB.quote("")).isEqualTo("``");
    }

    @Test
    void keepsEveryPartOfAnInsert() {
        String sql = "INSERT IGNORE INTO t PARTITION (p) (a, t.b) VALUES (1, 2) AS new (x, y)"
                + " ON DUPLICATE KEY UPDATE b = VALUES(a) + new.y";
        Statement.Insert insert = (Statement.Insert) parse(sql);

        assertThat(insert.kind()).isEqualTo(Statement.Insert.Kind.INSERT);
        assertThat(insert.ignore()).isTrue();
        assertThat(insert.partitions()).extracting(Name::value).containsExactly("p");
        assertThat(insert.columns().span().of(sql)).isEqualTo("(a, t.b)");
        assertThat(insert.columns().columns().get(1).qualifier())
                .extracting(Name::value)
                .containsExactly("t");
        assertThat(insert.source().span().of(sql)).isEqualTo("VALUES (1, 2)");
        assertThat(insert.rowAlias().span().of(sql)).isEqualTo("AS new (x, y)");
        assertThat(insert.onDuplicateKey().span().of(sql)).isEqualTo("ON DUPLICATE KEY UPDATE b = VALUES(a) + new.y");
    }

    @Test
    void tellsTheSetFormOfInsertFromTheOther() {
        String sql = "REPLACE t SET a = 1, b = DEFAULT";
        Statement.Insert insert = (Statement.Insert) parse(sql);

        assertThat(insert.kind()).isEqualTo(Statement.Insert.Kind.REPLACE);
        assertThat(insert.source()).isNull();
        assertThat(insert.columns()).isNull();
        assertThat(insert.set().span().of(sql)).isEqualTo("SET a = 1, b = DEFAULT");
    }

    @Test
    void readsAnEmptyRow() {
        Statement.Insert insert = (Statement.Insert) parse("INSERT INTO t () VALUES ()");

        assertThat(insert.columns().columns()).isEmpty();
        assertThat(((QueryBody.Values) insert.source().body()).rows().get(0).fields())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " :: ", quoteCharacter = '^', textBlock = """
                    UPDATE t SET a = 1                          :: Update
                    UPDATE t x SET x.a = 1 LIMIT 1              :: Update
                    UPDATE t, u SET t.a = 1                     :: MultiUpdate
                    UPDATE t JOIN u USING (id) SET a = 1        :: MultiUpdate
                    UPDATE (SELECT 1) x, t SET a = 1            :: MultiUpdate
                    DELETE FROM t                               :: Delete
                    DELETE QUICK FROM s.t WHERE a = 1           :: Delete
                    DELETE t FROM t                             :: MultiDelete
                    DELETE s.t.* FROM s.t                       :: MultiDelete
                    DELETE FROM t USING t                       :: MultiDelete
                    DELETE FROM t.*, u USING t, u               :: MultiDelete
                    """)
    void tellsOneTableFromSeveral(String sql, String kind) {
        assertThat(parse(sql).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void readsJoinsWithoutConditionsFromTheRight() {
        FromItem.Join join = (FromItem.Join)
                select("SELECT * FROM t JOIN u JOIN v ON u.a = v.a").from().get(0);

        assertThat(join.kind()).isEqualTo(FromItem.Join.Kind.CROSS);
        assertThat(((FromItem.Join) join.right()).kind()).isEqualTo(FromItem.Join.Kind.INNER);
    }

    @Test
    void namesTheColumnsThatAClauseDefines() {
        FromItem.FunctionTable table = (FromItem.FunctionTable)
                select("SELECT * FROM JSON_TABLE(j, '$' COLUMNS (n FOR ORDINALITY, a INT PATH '$.a',"
                                + " NESTED PATH '$.b' COLUMNS (c INT PATH '$'))) x")
                        .from()
                        .get(0);

        assertThat(table.columns()).extracting(Name::value).containsExactly("n", "a", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a, * FROM t",
                "SELECT t.* AS x FROM t",
                "SELECT a FROM s.t.u",
                "SELECT a FROM t FULL OUTER JOIN u ON t.a = u.a",
                "SELECT a FROM t LEFT JOIN u",
                "SELECT a FROM t LIMIT 1 + 1",
                "SELECT a FROM t IGNORE INDEX ()",
                "SELECT a::int FROM t",
                "SELECT a FROM t ORDER BY a NULLS LAST",
                "SELECT DISTINCT ON (a) a FROM t",
                "SELECT CAST(a AS BIGINT) FROM t",
                "SELECT a ILIKE b FROM t",
                "SELECT rank FROM t",
                "SELECT order FROM t",
                "SELECT a AS select FROM t",
                "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
                "INSERT INTO t (a) VALUES (1) RETURNING a",
                "INSERT INTO t DEFAULT VALUES",
                "UPDATE t SET a = 1 FROM u",
                "UPDATE t SET (a, b) = (1, 2)",
                "UPDATE t SET a = 1 LIMIT 1, 2",
                "DELETE FROM t LIMIT 1 OFFSET 2",
                "DELETE t FROM t LIMIT 1",
                "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE",
                "WITH c AS (SELECT 1) INSERT INTO t SELECT * FROM c",
                "VALUES (1, 2)",
                "EXPLAIN t",
                "SELECT 'a",
                "SELECT `a",
                "SELECT 1 /* a"
            })
    void refusesWhatMySqlRefuses(String sql) {
        assertThatExceptionOfType(SqlSyntaxException.class).isThrownBy(() -> SqlParser.parse(Dialect.MYSQL, sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TABLE t",
                "SELECT CAST(a AS JSON) FROM t",
                "SELECT * FROM (SELECT a INTO @x FROM t) x",
                "INSERT INTO t (a) VALUES (1) AS new",
                "SELECT returning FROM t"
            })
    void refusesWhatMariaDbRefuses(String sql) {
        assertThatExceptionOfType(SqlSyntaxException.class).isThrownBy(() -> SqlParser.parse(Dialect.MARIADB, sql));
    }

    @ParameterizedTest
    @EnumSource
    void readsLongChainsAndListsInLittleStack(Dialect dialect) throws InterruptedException {
        String or = String.join(" OR ", Collections.nCopies(10_000, "a = ? AND b IS NULL"));
        String in = String.join(", ", Collections.nCopies(30_000, "?"));
        String rows = String.join(", ", Collections.nCopies(10_000, "(?, 'a', DEFAULT)"));
        List<Statement> read = Collections.synchronizedList(new java.util.ArrayList<>());
        Thread thread = new Thread(
                null,
                () -> {
                    read.add(Corpus.parseOne(dialect, "SELECT * FROM t WHERE c IN (" + in + ") OR " + or));
                    read.add(Corpus.parseOne(dialect, "INSERT INTO t (a, b, c) VALUES " + rows));
                    read.add(Corpus.parseOne(
                            dialect, String.join(" UNION ALL ", Collections.nCopies(2_000, "SELECT 1"))));
                },
                "little stack",
                512 * 1024);
        thread.start();
        thread.join();

        assertThat(read).hasSize(3);
    }

    @Test
    void looksAheadNoMoreThanOnceAtNestedParentheses() {
        String nested = "(".repeat(200) + "a" + ")".repeat(200);
        long start = System.nanoTime();
        parse("SELECT " + nested + " FROM t WHERE " + nested + " = 1 AND (" + "(".repeat(100) + "SELECT 1"
                + ")".repeat(100) + ") = 1");

        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000);
    }
}
