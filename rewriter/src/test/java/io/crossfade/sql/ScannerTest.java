package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.sql.Scanner.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {

    private static List<String> texts(String sql) {
        return Scanner.tokens(sql).stream().map(token -> token.span().of(sql)).toList();
    }

    private static List<Kind> kinds(String sql) {
        return Scanner.tokens(sql).stream().map(Scanner.Token::kind).toList();
    }

    @Test
    void tellsTokensApart() {
        String sql = "a$1 \"b \"\"c\" U&\"d\" 'e''f' E'\\'' $$ ' $$ $x$ $$ $x$ 1_0.5e-3 0xFF .5 ? ??| <= ::";

        assertThat(texts(sql))
                .containsExactly(
                        "a$1",
                        "\"b \"\"c\"",
                        "U&\"d\"",
                        "'e''f'",
                        "E'\\''",
                        "$$ ' $$",
                        "$x$ $$ $x$",
                        "1_0.5e-3",
                        "0xFF",
                        ".5",
                        "?",
                        "??|",
                        "<=",
                        "::");
        assertThat(kinds(sql))
                .containsExactly(
                        Kind.WORD,
                        Kind.QUOTED_NAME,
                        Kind.QUOTED_NAME,
                        Kind.STRING,
                        Kind.STRING,
                        Kind.DOLLAR_STRING,
                        Kind.DOLLAR_STRING,
                        Kind.NUMBER,
                        Kind.NUMBER,
                        Kind.NUMBER,
                        Kind.PARAMETER,
                        Kind.SYMBOL,
                        Kind.SYMBOL,
                        Kind.SYMBOL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /* a /* b */ c */ d -- e     | d
                    a--b                         | a
                    'a\\' b                       | 'a\\',b
                    E'a\\' b' c                   | E'a\\' b',c
                    e'\\\\' 'b                     | e'\\\\','b
                    $a$ $b$ $a$ c                | $a$ $b$ $a$,c
                    a$b$ c $b$                   | a$b$,c,$b$
                    'open                        | 'open
                    "open                        | "open
                    $x$ open                     | $x$ open
                    /* open                      | ``
                    a*-b                         | a,*,-,b
                    a@-b                         | a,@-,b
                    a<--b                        | a,<
                    ???                          | ??,?
                    $1                           | $1
                    $12a                         | $12,a
                    1a.5                         | 1a,.5
                    0x1g                         | 0x1g
                    """)
    void readsWhatIsHardToRead(String sql, String expected) {
        assertThat(String.join(",", texts(sql))).isEqualTo(expected);
    }

    @Test
    void joinsStringsOverLines() {
        assertThat(texts("E'a' -- b\n  '\\'c' 'd'")).containsExactly("E'a' -- b\n  '\\'c'", "'d'");
    }

    static Stream<SqlMode> modes() {
        return Stream.of(
                SqlMode.of(Dialect.POSTGRESQL),
                SqlMode.of(Dialect.MYSQL),
                SqlMode.of(Dialect.MARIADB),
                new SqlMode(Dialect.MYSQL, true, false, 80_031),
                new SqlMode(Dialect.MARIADB, true, true, 110_405));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void findsTheTokensThatTheParserFinds(SqlMode mode) {
        Random random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (String sql : Corpus.statements(mode.dialect())) {
            texts.add(sql);
            int cut = random.nextInt(sql.length());
            texts.add(sql.substring(0, cut).replace(" ", "\r\n /* é */") + sql.substring(cut));
            texts.add(sql.substring(0, cut).replace(" ", " -- \n") + sql.substring(cut));
            texts.add(sql.replaceAll("[ ,]", "."));
        }
        for (String sql : texts) {
            assertThat(Scanner.tokens(mode, sql))
                    .extracting(Scanner.Token::span)
                    .as(sql)
                    .isEqualTo(parserTokens(mode, sql));
        }
    }

    private static List<Span> parserTokens(SqlMode mode, String sql) {
        GeneratedParser parser = new GeneratedParser(SqlParser.tokens(mode, sql));
        parser.prepare(mode, sql);
        List<Span> spans = new ArrayList<>();
        for (Token token = parser.getNextToken();
                token.kind != GeneratedParserConstants.EOF;
                token = parser.getNextToken()) {
            spans.add(parser.spanFrom(token));
        }
        return spans;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM users",
                "select * from USERS",
                "select \"users\".a",
                "select U&\"\\0075sers\".a",
                "select U&\"!0075sers\" UESCAPE '!'",
                "update s.users set a = 1",
                "garbage ( users",
                "select \"Big One\"",
                "select 'a' 'users' users"
            })
    void noticesNames(String sql) {
        assertThat(Scanner.mentions(sql, Set.of("users", "Big One"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT * FROM user, users2, _users, users$",
                "select \"Users\", \"USERS\", \"users \"",
                "select 'users', $$users$$, E'\\'users', $users$ a $users$",
                "select 1 -- users",
                "select /* users /* */ users */ 1",
                "select big one, \"big one\"",
                "select U&\"\\0055sers\""
            })
    void overlooksWhatOnlyLooksLikeNames(String sql) {
        assertThat(Scanner.mentions(sql, Set.of("users", "Big One"))).isFalse();
    }

    @Test
    void matchesLettersBeyondAsciiInEitherCase() {
        assertThat(Scanner.mentions("select \u00c4PFEL", Set.of("\u00e4pfel"))).isTrue();
        assertThat(Scanner.mentions("select \u00c4pfel", Set.of("\u00c4pfel"))).isTrue();
        assertThat(Scanner.mentions("select \"\u00c4pfel\"", Set.of("\u00e4pfel")))
                .isFalse();
    }

    @Test
    void splitsAtSemicolonsOutsideOfEverything() {
        String sql = "; select ';' /* ; */ ; -- ;\n (a ; b) c;;$$ ; $$;\"d;e\" -- f";

        assertThat(Scanner.statements(sql))
                .extracting(span -> span.of(sql))
                .containsExactly("select ';'", "(a ; b) c", "$$ ; $$", "\"d;e\"");
    }

    @Test
    void keepsTheBodyOfAnSqlFunctionTogether() {
        String create = "create function f() returns int begin atomic select case when a then 1 end; select 2; end";
        String sql = create + "; begin; select 1; end";

        assertThat(Scanner.statements(sql))
                .extracting(span -> span.of(sql))
                .containsExactly(create, "begin", "select 1", "end");
    }

    @ParameterizedTest
    @CsvSource({
        "select 1, SELECT",
        "/* a */ -- b, ''",
        "((Select 1), SELECT",
        "{call f()}, CALL",
        "{? = call f(?)}, CALL",
        "; insert, INSERT",
        "1 a, ''",
        "\"select\", ''",
        "'', ''"
    })
    void namesTheFirstKeyWord(String sql, String expected) {
        assertThat(Scanner.keyword(sql)).isEqualTo(expected);
    }

    @Test
    void listsTheFirstWordsUpToAnythingElse() {
        assertThat(Scanner.words("when /* a */ not matched by source then", 5))
                .containsExactly("WHEN", "NOT", "MATCHED", "BY", "SOURCE");
        assertThat(Scanner.words("when matched and (a)", 9)).containsExactly("WHEN", "MATCHED", "AND");
    }

    @Test
    void findsParameterMarkersOnly() {
        String sql = "select ?, '?', \"?\", $$?$$, a ?? b, a ??| ?, /* ? */ c=?, ???, {ts ?} -- ?";

        assertThat(Scanner.parameters(sql)).extracting(Span::start).containsExactly(7, 41, 54, 59, 66);
    }

    @Test
    void tellsWhatStringsSayAndTheStringsInThem() {
        assertThat(Scanner.strings("do $$ execute 'update ''a''' $$, E'b\\'c\\nd', U&'\\0065', 'open"))
                .containsExactly(" execute 'update ''a''' ", "update 'a'", "a", "b'c d", "c d", "e", "open");
    }

    @Test
    void takesAnyText() {
        Random random = new Random(11);
        String alphabet = "'\"$?/*-+;:{}()[]\\aEuU&xnB0.1 \n\r\t_é\ud83d\ude00\u0000";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(24), 0, alphabet.length()).forEach(c -> text.append(alphabet.charAt(c)));
            String sql = text.toString();
            Scanner.mentions(sql, Set.of("a"));
            Scanner.strings(sql);
            Scanner.keyword(sql);
            int end = 0;
            for (Scanner.Token token : Scanner.tokens(sql)) {
                assertThat(token.span().start()).as(sql).isGreaterThanOrEqualTo(end);
                assertThat(token.span().end())
                        .as(sql)
                        .isGreaterThan(token.span().start());
                end = token.span().end();
            }
            assertThat(end).as(sql).isLessThanOrEqualTo(sql.length());
        }
    }
}
