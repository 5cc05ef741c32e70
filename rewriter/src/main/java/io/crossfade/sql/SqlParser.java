package io.crossfade.sql;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads statements into trees. Stateless and safe for use by many threads. */
public final class SqlParser {

    private static final String END = "the end of the statement";

    /** They may follow nearly everything, so it helps nobody to hear of them. */
    private static final Set<String> CONTINUATIONS = Set.of(".", "::", "[", "(");

    private SqlParser() {}

    /**
     * The statements of a text, in order; empty ones are left out.
     *
     * @throws SqlSyntaxException if any part of the text is outside the grammar
     */
    public static List<Statement> parse(Dialect dialect, String sql) {
        return parse(SqlMode.of(dialect), sql);
    }

    /**
     * The statements of a text, in order; empty ones are left out.
     *
     * @throws SqlSyntaxException if any part of the text is outside the grammar
     */
    public static List<Statement> parse(SqlMode mode, String sql) {
        return List.copyOf(read(mode, sql, GeneratedParser::Statements));
    }

    /**
     * One whole expression.
     *
     * @throws SqlSyntaxException if the text is anything else, or more
     */
    public static Expr parseExpression(Dialect dialect, String expression) {
        return parseExpression(SqlMode.of(dialect), expression);
    }

    /**
     * One whole expression.
     *
     * @throws SqlSyntaxException if the text is anything else, or more
     */
    public static Expr parseExpression(SqlMode mode, String expression) {
        return read(mode, expression, GeneratedParser::WholeExpression);
    }

    /** A production with which a text begins. */
    private interface Start<T> {

        T of(GeneratedParser parser) throws ParseException;
    }

    private static <T> T read(SqlMode mode, String sql, Start<T> start) {
        GeneratedParser parser = new GeneratedParser(tokens(mode, sql));
        parser.prepare(mode, sql);
        try {
            return start.of(parser);
        } catch (ParseException e) {
            throw parser.expected(expectedBy(e), e.currentToken.next);
        } catch (TokenMgrError e) {
            throw new SqlSyntaxException("Can't be read: " + e.getMessage(), parser.offsetOfLast());
        } catch (StackOverflowError e) {
            throw new SqlSyntaxException("Nested too deep", parser.offsetOfLast());
        } catch (SqlSyntaxException e) {
            throw e;
        } catch (RuntimeException e) {
            // A defect of the grammar must not reach the application as anything but a text that it doesn't cover.
            throw new SqlSyntaxException("Can't be read: " + e, parser.offsetOfLast());
        }
    }

    /** The tokens of a text, all on one line. */
    static GeneratedParserTokenManager tokens(SqlMode mode, String sql) {
        // The mark of a comment at the very end of MySQL's texts has a blank behind it, too.
        String text = mode.dialect().isMySql() ? MySqlComments.withoutExecutable(mode, sql) + "\n" : sql;
        GeneratedParserTokenManager tokens =
                new GeneratedParserTokenManager(new TextStream(text), lexicalState(mode.dialect()));
        tokens.prepare(mode);
        return tokens;
    }

    private static int lexicalState(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> GeneratedParserConstants.POSTGRESQL;
            case MYSQL, MARIADB -> GeneratedParserConstants.MYSQL;
        };
    }

    private static String expectedBy(ParseException e) {
        Set<String> expected = new TreeSet<>();
        for (int[] sequence : e.expectedTokenSequences) {
            expected.add(describe(e.tokenImage[sequence[0]]));
        }
        if (expected.contains(END)) {
            return END;
        }
        return expected.stream()
                .filter(token -> expected.size() == 1 || !CONTINUATIONS.contains(token))
                .collect(Collectors.joining(" or "));
    }

    private static String describe(String tokenImage) {
        return switch (tokenImage) {
            case "<EOF>" -> END;
            case "<T_OPERATOR>" -> "an operator";
            case "<T_NUMBER>" -> "a number";
            case "<T_VARIABLE>" -> "a variable";
            case "<T_STRING>", "<T_DOLLAR_STRING>" -> "a string";
            default -> tokenImage.replaceAll("^\"|\"$", "");
        };
    }
}
