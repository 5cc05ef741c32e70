package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreePositionsTest {

    private static final List<String> BLANKS = List.of(
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            " \t \f",
            " -- it's a \"comment\"\n",
            " /* one /* in 'an' */ other */ ",
            " /* 😀 ü */\t",
            "\r\n\t/**/\n");

    /** Comments of MySQL don't nest. */
    private static final List<String> MYSQL_BLANKS = List.of(
            " ",
            "\t",
            "\n",
            "\r\n",
            " \t \f",
            " -- it's a \"comment\"\n",
            " # it's one `too`\n",
            " /* one /* in 'an' other */ ",
            " /* 😀 ü */\t",
            "\r\n\t/**/\n");

    static Stream<Corpus.Text> corpus() {
        return Corpus.all().stream();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void spansOfNamesCoverTheNamesAsWritten(Corpus.Text text) {
        String sql = text.sql();
        for (TreeNode node : text.tree().all()) {
            String written = node.span().of(sql);
            if (node.node() instanceof Name name) {
                assertThat(written).isEqualTo(asWritten(text.dialect(), name, written));
            } else if (node.node() instanceof Expr.ColumnRef column) {
                assertThat(column.span()).isEqualTo(around(column.parts()));
            } else if (node.node() instanceof TableName table) {
                assertThat(table.span()).isEqualTo(around(table.parts()));
            } else if (node.node() instanceof Expr.Star star) {
                assertThat(written).endsWith("*");
                star.qualifier().forEach(part -> assertThat(star.span().contains(part.span()))
                        .isTrue());
            }
        }
    }

    private static String asWritten(Dialect dialect, Name name, String text) {
        if (dialect.isMySql()) {
            return asWrittenInMySql(name, text);
        }
        if (!name.quoted()) {
            assertThat(name.value()).isEqualTo(text.toLowerCase(Locale.ROOT));
            return text;
        }
        boolean escaped = text.startsWith("U&");
        return escaped ? text : '"' + name.value().replace("\"", "\"\"") + '"';
    }

    private static String asWrittenInMySql(Name name, String text) {
        char quote = name.quoted() ? text.charAt(0) : ' ';
        String twice = String.valueOf(quote).repeat(2);
        return name.quoted() ? quote + name.value().replace(twice.substring(1), twice) + quote : name.value();
    }

    private static Span around(List<Name> parts) {
        return parts.get(0).span().to(parts.get(parts.size() - 1).span());
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void childrenLieWithinTheirParentsAndApartFromEachOther(Corpus.Text text) {
        String sql = text.sql();
        for (TreeNode node : text.tree().all()) {
            assertThat(node.spans()).allSatisfy(span -> assertThat(node.span().contains(span))
                    .as("%s in %s", span.of(sql), node)
                    .isTrue());
            List<TreeNode> children = node.children().stream()
                    .sorted(Comparator.comparingInt(child -> child.span().start()))
                    .toList();
            int end = node.span().start();
            for (TreeNode child : children) {
                assertThat(node.span().contains(child.span()))
                        .as("%s in %s", child, node)
                        .isTrue();
                if (!child.spans().isEmpty() && !isColumnInsideCall(node, child)) {
                    assertThat(child.span().start()).as("%s in %s", child, node).isGreaterThanOrEqualTo(end);
                    end = child.span().end();
                }
            }
        }
    }

    /** JSON_TABLE and its like define columns between their arguments. */
    private static boolean isColumnInsideCall(TreeNode node, TreeNode child) {
        return node.node() instanceof FromItem.FunctionTable function
                && child.node() instanceof Name column
                && function.columns().contains(column);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void spansReachFromAFirstTokenToALastOne(Corpus.Text text) {
        String sql = text.sql();
        List<Scanner.Token> tokens = Scanner.tokens(SqlMode.of(text.dialect()), sql);
        Set<Integer> starts = tokens.stream().map(token -> token.span().start()).collect(Collectors.toSet());
        Set<Integer> ends = tokens.stream().map(token -> token.span().end()).collect(Collectors.toSet());
        for (TreeNode node : text.tree().all()) {
            for (Span span : node.spans()) {
                assertThat(starts).as("start of %s in %s", span.of(sql), node).contains(span.start());
                assertThat(ends).as("end of %s in %s", span.of(sql), node).contains(span.end());
            }
        }
        Statement statement = text.parse();
        assertThat(statement.span().of(sql)).isEqualTo(sql);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void blanksAndCommentsMoveNodesAndChangeNothingElse(long seed) {
        Random random = new Random(seed);
        for (Corpus.Text text : Corpus.all()) {
            Respaced respaced = respace(text, random);
            List<String> before = text.tree().all().stream()
                    .flatMap(node -> node.spans().stream().map(span -> describe(node, respaced.moved(span))))
                    .toList();
            List<String> after = new Corpus.Text(text.dialect(), respaced.sql())
                    .tree().all().stream()
                            .flatMap(node -> node.spans().stream().map(span -> describe(node, span)))
                            .toList();
            assertThat(after).as("seed %d: %s", seed, respaced.sql()).isEqualTo(before);
        }
    }

    private static String describe(TreeNode node, Span span) {
        String name = node.node() instanceof Name it ? it.value() : "";
        return node.node().getClass().getSimpleName() + " " + name + " " + span;
    }

    /** A text with other blanks, and where its tokens went. */
    private record Respaced(String sql, Map<Integer, Integer> starts, Map<Integer, Integer> ends) {

        Span moved(Span span) {
            return new Span(starts.get(span.start()), ends.get(span.end()));
        }
    }

    private static Respaced respace(Corpus.Text original, Random random) {
        String sql = original.sql();
        Dialect dialect = original.dialect();
        StringBuilder text = new StringBuilder(blanks(dialect, random));
        Map<Integer, Integer> starts = new HashMap<>();
        Map<Integer, Integer> ends = new HashMap<>();
        int end = 0;
        List<Span> spans = new ArrayList<>();
        Scanner.tokens(SqlMode.of(dialect), sql).forEach(token -> spans.add(token.span()));
        boolean afterDot = false;
        for (Span span : spans) {
            // In MySQL a blank beside a dot makes a key word of what is a name without it.
            boolean dot = dialect.isMySql() && span.of(sql).equals(".");
            if (span.start() > end || (!dot && !afterDot && random.nextInt(4) == 0)) {
                text.append(blanks(dialect, random));
            }
            afterDot = dot;
            starts.put(span.start(), text.length());
            text.append(span.of(sql));
            ends.put(span.end(), text.length());
            end = span.end();
        }
        return new Respaced(text.append(blanks(dialect, random)).toString(), starts, ends);
    }

    private static String blanks(Dialect dialect, Random random) {
        List<String> choices = dialect.isMySql() ? MYSQL_BLANKS : BLANKS;
        StringBuilder blanks = new StringBuilder();
        do {
            blanks.append(choices.get(random.nextInt(choices.size())));
        } while (random.nextInt(3) == 0);
        return blanks.toString();
    }
}
