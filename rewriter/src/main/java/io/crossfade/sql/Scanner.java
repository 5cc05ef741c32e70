package io.crossfade.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the tokens of a text, whatever it says: for the questions that come before parsing and for text that the
 * grammar doesn't cover. It shares nothing with the parser and never throws. Stateless and safe for use by many threads.
 */
public final class Scanner {

    /** What a token is. */
    public enum Kind {
        WORD,
        /** {@code "…"} and {@code U&"…"}; in MySQL {@code `…`}. */
        QUOTED_NAME,
        /** {@code '…'} with any prefix, and what continues it on the next lines. */
        STRING,
        /** {@code $tag$…$tag$}. */
        DOLLAR_STRING,
        NUMBER,
        /** MySQL's {@code @a}, {@code @@b} and {@code @@global.c}; PostgreSQL's {@code $1}. */
        VARIABLE,
        /** JDBC's {@code ?}. */
        PARAMETER,
        /** An operator or a special character. */
        SYMBOL
    }

    /**
     * One token.
     *
     * @param span with quotes and prefixes
     */
    public record Token(Kind kind, Span span) {}

    private static final SqlMode PLAIN = SqlMode.of(Dialect.POSTGRESQL);

    private Scanner() {}

    /** All tokens but comments. */
    public static List<Token> tokens(String text) {
        return tokens(PLAIN, text);
    }

    /** The same for a session of another kind than PostgreSQL's. */
    public static List<Token> tokens(SqlMode mode, String text) {
        List<Token> tokens = new ArrayList<>();
        TokenCursor cursor = TokenCursor.of(mode, text);
        while (cursor.advance()) {
            tokens.add(new Token(cursor.kind(), new Span(cursor.start(), cursor.end())));
        }
        return tokens;
    }

    /**
     * Whether a word or a quoted name of the text is one of the names. Strings and comments don't count.
     *
     * @param names as the database keeps them: without quotes, folded unless they were quoted. In MySQL, case plays no
     *     part
     */
    public static boolean mentions(String text, Set<String> names) {
        return mentions(PLAIN, text, names);
    }

    /** The same for a session of another kind than PostgreSQL's. */
    public static boolean mentions(SqlMode mode, String text, Set<String> names) {
        TokenCursor cursor = TokenCursor.of(mode, text);
        while (cursor.advance()) {
            boolean found =
                    switch (cursor.kind()) {
                        case WORD -> isWordOf(mode, text, cursor.start(), cursor.end(), names);
                        case QUOTED_NAME -> isQuotedNameOf(mode, text, cursor.start(), cursor.end(), names);
                        case STRING, DOLLAR_STRING, NUMBER, VARIABLE, PARAMETER, SYMBOL -> false;
                    };
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordOf(SqlMode mode, String text, int start, int end, Set<String> names) {
        for (String name : names) {
            boolean found = mode.dialect().isMySql()
                    ? isWrittenAs(text.substring(start, end), name)
                    : name.length() == end - start && foldsTo(text, start, name);
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** MySQL may compare names without regard to case, in quotes or not: here it always does. */
    private static boolean isWrittenAs(String written, String name) {
        return written.equalsIgnoreCase(name);
    }

    /** Databases with a single-byte encoding fold letters beyond ASCII too: here those match in either case. */
    private static boolean foldsTo(String text, int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = text.charAt(start + i);
            char expected = name.charAt(i);
            boolean matches = c < 0x80
                    ? Character.toLowerCase(c) == expected
                    : Character.toLowerCase(c) == Character.toLowerCase(expected);
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQuotedNameOf(SqlMode mode, String text, int start, int end, Set<String> names) {
        String written = quotedName(mode, text, start, end);
        return mode.dialect().isMySql()
                ? names.stream().anyMatch(name -> isWrittenAs(written, name))
                : names.contains(written);
    }

    private static String quotedName(SqlMode mode, String text, int start, int end) {
        String quoted = text.substring(start, end);
        if (mode.dialect().isMySql()) {
            return QuotedName.withoutQuotes(quoted);
        }
        return QuotedName.decode(quoted, QuotedName.hasEscapes(quoted) ? escapeBehind(mode, text, end) : '\\');
    }

    private static char escapeBehind(SqlMode mode, String text, int end) {
        TokenCursor cursor = TokenCursor.of(mode, text, end);
        boolean custom = cursor.advance()
                && cursor.isWord("UESCAPE")
                && cursor.advance()
                && cursor.kind() == Kind.STRING
                && cursor.end() - cursor.start() == "'!'".length();
        return custom ? text.charAt(cursor.start() + 1) : '\\';
    }

    /**
     * Where the statements of a text stand, each from its first token to its last. They end at semicolons outside of
     * parentheses and of {@code BEGIN ATOMIC … END}; empty ones are left out.
     */
    public static List<Span> statements(String text) {
        return statements(PLAIN, text);
    }

    /** The same for a session of another kind than PostgreSQL's. */
    public static List<Span> statements(SqlMode mode, String text) {
        StatementSplitter splitter = new StatementSplitter();
        TokenCursor cursor = TokenCursor.of(mode, text);
        while (cursor.advance()) {
            splitter.add(cursor);
        }
        return splitter.statements();
    }

    /** The first word of a statement in upper case, behind comments, parentheses and JDBC's braces; empty if there is none. */
    public static String keyword(String statement) {
        return keyword(PLAIN, statement);
    }

    /** The same for a session of another kind than PostgreSQL's. */
    public static String keyword(SqlMode mode, String statement) {
        TokenCursor cursor = TokenCursor.of(mode, statement);
        while (cursor.advance()) {
            if (cursor.kind() == Kind.WORD) {
                return upperCase(statement, cursor);
            }
            boolean skipped = cursor.kind() == Kind.PARAMETER
                    || cursor.isSymbol('(')
                    || cursor.isSymbol('{')
                    || cursor.isSymbol('=')
                    || cursor.isSymbol(';');
            if (!skipped) {
                break;
            }
        }
        return "";
    }

    /** The words at the start of a text in upper case, up to the first token that isn't one. */
    public static List<String> words(String text, int limit) {
        return words(PLAIN, text, limit);
    }

    /** The same for a session of another kind than PostgreSQL's. */
    public static List<String> words(SqlMode mode, String text, int limit) {
        List<String> words = new ArrayList<>();
        TokenCursor cursor = TokenCursor.of(mode, text);
        while (words.size() < limit && cursor.advance() && cursor.kind() == Kind.WORD) {
            words.add(upperCase(text, cursor));
        }
        return words;
    }

    private static String upperCase(String text, TokenCursor cursor) {
        return text.substring(cursor.start(), cursor.end()).toUpperCase(Locale.ROOT);
    }

    /** Where the parameter markers stand, in order. */
    public static List<Span> parameters(String text) {
        return parameters(PLAIN, text);
    }

    /** The same for a session of another kind than PostgreSQL's. */
    public static List<Span> parameters(SqlMode mode, String text) {
        List<Span> parameters = new ArrayList<>();
        TokenCursor cursor = TokenCursor.of(mode, text);
        while (cursor.advance()) {
            if (cursor.kind() == Kind.PARAMETER) {
                parameters.add(new Span(cursor.start(), cursor.end()));
            }
        }
        return parameters;
    }

    /** What the strings of a text say, and the strings in those: a function's body may have code in strings of its own. */
    public static List<String> strings(String text) {
        return strings(PLAIN, text);
    }

    /** The same for a session of another kind than PostgreSQL's. */
    public static List<String> strings(SqlMode mode, String text) {
        List<String> strings = new ArrayList<>();
        TokenCursor cursor = TokenCursor.of(mode, text);
        while (cursor.advance()) {
            if (cursor.kind() == Kind.STRING || cursor.kind() == Kind.DOLLAR_STRING) {
                String content = StringContent.of(mode, text.substring(cursor.start(), cursor.end()));
                strings.add(content);
                strings.addAll(strings(mode, content));
            }
        }
        return strings;
    }
}
