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

    static Stream<String> corpus() {
        return Corpus.statements().stream();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void spansOfNamesCoverTheNamesAsWritten(String sql) {
        for (TreeNode node : TreeNode.root(Corpus.parseOne(sql)).all()) {
            String text = node.span().of(sql);
            if (node.node() instanceof Name name) {
                assertThat(text).isEqualTo(asWritten(name, text));
            } else if (node.node() instanceof Expr.ColumnRef column) {
                assertThat(column.span()).isEqualTo(around(column.parts()));
            } else if (node.node() instanceof TableName table) {
                assertThat(table.span()).isEqualTo(around(table.parts()));
            } else if (node.node() instanceof Expr.Star star) {
                assertThat(text).endsWith("*");
                star.qualifier().forEach(part -> assertThat(star.span().contains(part.span()))
                        .isTrue());
            }
        }
    }

    private static String asWritten(Name name, String text) {
        if (!name.quoted()) {
            assertThat(name.value()).isEqualTo(text.toLowerCase(Locale.ROOT));
            return text;
        }
        boolean escaped = text.startsWith("U&");
        return escaped ? text : '"' + name.value().replace("\"", "\"\"") + '"';
    }

    private static Span around(List<Name> parts) {
        return parts.get(0).span().to(parts.get(parts.size() - 1).span());
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void childrenLieWithinTheirParentsAndApartFromEachOther(String sql) {
        for (TreeNode node : TreeNode.root(Corpus.parseOne(sql)).all()) {
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
    void spansReachFromAFirstTokenToALastOne(String sql) {
        List<Scanner.Token> tokens = Scanner.tokens(sql);
        Set<Integer> starts = tokens.stream().map(token -> token.span().start()).collect(Collectors.toSet());
        Set<Integer> ends = tokens.stream().map(token -> token.span().end()).collect(Collectors.toSet());
        for (TreeNode node : TreeNode.root(Corpus.parseOne(sql)).all()) {
            for (Span span : node.spans()) {
                assertThat(starts).as("start of %s in %s", span.of(sql), node).contains(span.start());
                assertThat(ends).as("end of %s in %s", span.of(sql), node).contains(span.end());
            }
        }
        Statement statement = Corpus.parseOne(sql);
        assertThat(statement.span().of(sql)).isEqualTo(sql);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void blanksAndCommentsMoveNodesAndChangeNothingElse(long seed) {
        Random random = new Random(seed);
        for (String sql : Corpus.statements()) {
            Respaced respaced = respace(sql, random);
            List<String> before = TreeNode.root(Corpus.parseOne(sql)).all().stream()
                    .flatMap(node -> node.spans().stream().map(span -> describe(node, respaced.moved(span))))
                    .toList();
            List<String> after = TreeNode.root(Corpus.parseOne(respaced.sql())).all().stream()
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

    private static Respaced respace(String sql, Random random) {
        StringBuilder text = new StringBuilder(blanks(random));
        Map<Integer, Integer> starts = new HashMap<>();
        Map<Integer, Integer> ends = new HashMap<>();
        int end = 0;
        List<Span> spans = new ArrayList<>();
        Scanner.tokens(sql).forEach(token -> spans.add(token.span()));
        for (Span span : spans) {
            if (span.start() > end || random.nextInt(4) == 0) {
                text.append(blanks(random));
            }
            starts.put(span.start(), text.length());
            text.append(span.of(sql));
            ends.put(span.end(), text.length());
            end = span.end();
        }
        return new Respaced(text.append(blanks(random)).toString(), starts, ends);
    }

    private static String blanks(Random random) {
        StringBuilder blanks = new StringBuilder();
        do {
            blanks.append(BLANKS.get(random.nextInt(BLANKS.size())));
        } while (random.nextInt(3) == 0);
        return blanks.toString();
    }
}
