package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.sql.Scanner.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlScannerTest {

    private static final SqlMode MYSQL = SqlMode.of(Dialect.MYSQL);
    private static final SqlMode MARIADB = SqlMode.of(Dialect.MARIADB);
    private static final SqlMode ANSI = new SqlMode(Dialect.MYSQL, true, true, 80_400);
    private static final SqlMode NO_ESCAPES = new SqlMode(Dialect.MYSQL, false, false, 80_400);

    private static List<String> texts(SqlMode mode, String sql) {
        return Scanner.tokens(mode, sql).stream()
                .map(token -> token.span().of(sql))
                .toList();
    }

    private static Kind kind(SqlMode mode, String sql) {
        List<Scanner.Token> tokens = Scanner.tokens(mode, sql);
        assertThat(tokens).as(sql).hasSize(1);
        return tokens.get(0).kind();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " :: ", quoteCharacter = '^', textBlock = """
                    a$1          :: WORD
                    1a           :: WORD
                    1e           :: WORD
                    0xg          :: WORD
                    ünï          :: WORD
                    `a``b`       :: QUOTED_NAME
                    'a''b\\'c'   :: STRING
                    "a""b\\"c"   :: STRING
                    N'a'         :: STRING
                    x'1F'        :: STRING
                    B'01'        :: STRING
                    0x1f         :: NUMBER
                    0b10         :: NUMBER
                    1e5          :: NUMBER
                    .5E-3        :: NUMBER
                    1.           :: NUMBER
                    @a.b$c       :: VARIABLE
                    @'a b'       :: VARIABLE
                    @`a``b`      :: VARIABLE
                    @@global.a   :: VARIABLE
                    @@`a`.`b`    :: VARIABLE
                    ?            :: PARAMETER
                    <=>          :: SYMBOL
                    ->>          :: SYMBOL
                    :=           :: SYMBOL
                    """)
    void tellsTokensApart(String sql, Kind kind) {
        assertThat(kind(MYSQL, sql)).isEqualTo(kind);
    }

    @Test
    void takesDoubleQuotesForNamesInAnsiMode() {
        assertThat(kind(ANSI, "\"a\\\"")).isEqualTo(Kind.QUOTED_NAME);
        assertThat(kind(MYSQL, "\"a\"")).isEqualTo(Kind.STRING);
    }

    @Test
    void takesBackslashesForCharactersWhereTheSessionDoes() {
        assertThat(texts(NO_ESCAPES, "'a\\' b 'c'")).containsExactly("'a\\'", "b", "'c'");
        assertThat(texts(MYSQL, "'a\\' b 'c'")).containsExactly("'a\\' b '", "c", "'");
    }

    @Test
    void beginsACommentAtTwoDashesOnlyBeforeABlank() {
        assertThat(texts(MYSQL, "5--3 -- 1\n--\t2\n4 --")).containsExactly("5", "-", "-", "3", "4");
        assertThat(texts(MYSQL, "1 # a\n2 /* /* */ 3")).containsExactly("1", "2", "3");
    }

    @Test
    void takesAnythingBehindAWordAndADotForAName() {
        assertThat(texts(MYSQL, "t.1 t.1e5.x t .5 1.5 `t`.5"))
                .containsExactly("t", ".", "1", "t", ".", "1e5", ".", "x", "t", ".5", "1.5", "`t`", ".5");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " :: ", textBlock = """
                    MYSQL   :: /*!80000 a */ b            :: a b
                    MYSQL   :: /*!080000 a */ b           :: a b
                    MYSQL   :: /*! a */ b                 :: a b
                    MYSQL   :: /*!99999 a */ b            :: b
                    MYSQL   :: /*!99999 /* a */ b */ c    :: c
                    MYSQL   :: /*!80000 a /* b */ c */ d  :: a c d
                    MYSQL   :: /*M! a */ b                :: b
                    MYSQL   :: a */ b                     :: a * / b
                    MARIADB :: /*M! a */ b                :: a b
                    MARIADB :: /*M!110000 a */ b          :: a b
                    MARIADB :: /*M!120000 a */ b          :: b
                    MARIADB :: /*!80000 a */ b            :: b
                    MARIADB :: /*M!80000 a */ b           :: a b
                    MARIADB :: /*!50503 a */ b            :: a b
                    """)
    void readsExecutableCommentsAsTheServerDoes(Dialect dialect, String sql, String tokens) {
        assertThat(texts(SqlMode.of(dialect), sql)).containsExactly(tokens.split(" "));
    }

    @Test
    void skipsWhatIsForNewerServers() {
        String sql = "SELECT /*!80100 a, */ b FROM t";

        assertThat(texts(new SqlMode(Dialect.MYSQL, false, true, 80_031), sql)).doesNotContain("a");
        assertThat(texts(new SqlMode(Dialect.MYSQL, false, true, 80_400), sql)).contains("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM users",
                "select * from USERS",
                "select `Users`.a",
                "select 1 /*! from users */",
                "select 5--users",
                "select @x := users"
            })
    void findsNamesInAnyCaseAndQuotes(String sql) {
        assertThat(Scanner.mentions(MYSQL, sql, Set.of("users"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'users', \"users\"",
                "select 1 -- users",
                "select 1 # users",
                "select @users, @@users, @`users`",
                "select users2, `us``ers`",
                "select 1 /*!99999 from users */"
            })
    void findsNoNamesInStringsCommentsAndVariables(String sql) {
        assertThat(Scanner.mentions(MYSQL, sql, Set.of("users"))).isFalse();
    }

    @Test
    void findsNamesInDoubleQuotesInAnsiMode() {
        assertThat(Scanner.mentions(ANSI, "select \"users\".a", Set.of("users")))
                .isTrue();
    }

    @Test
    void findsStatementsParametersAndKeywords() {
        String sql = "# a;\nSELECT ';?', \"?\", `?`, ? FROM t; -- ?\n /*!40000 UPDATE */ t SET a = ?;";

        assertThat(Scanner.statements(MYSQL, sql)).hasSize(2);
        assertThat(Scanner.parameters(MYSQL, sql)).hasSize(2);
        assertThat(Scanner.keyword(MYSQL, "/*!40000 UPDATE */ t SET a = 1")).isEqualTo("UPDATE");
        assertThat(Scanner.words(MARIADB, "insert `into` t", 3)).containsExactly("INSERT");
    }

    @Test
    void saysWhatStringsHold() {
        assertThat(Scanner.strings(MYSQL, "select 'it''s', \"a\\nb\", N'c', x'41'"))
                .contains("it's", "a b", "c", "41");
        assertThat(Scanner.strings(NO_ESCAPES, "select 'a\\n'")).containsExactly("a\\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'a", "`a", "\"a\\", "/* a", "/*! a", "@'a", "@@", "@", "N'", "x'", "#", "--", "a.", "0x", "1e+"
            })
    void endsWithTheTextWhateverIsOpen(String sql) {
        List<Scanner.Token> tokens = Scanner.tokens(MYSQL, sql);

        assertThat(tokens).allSatisfy(token -> assertThat(token.span().end()).isLessThanOrEqualTo(sql.length()));
    }
}
