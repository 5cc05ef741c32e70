package io.crossfade.measure;

import io.crossfade.sql.SqlSyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What failures of one cause have in common: the message, and the words around the place where reading stopped. */
final class FailureShape {

    private static final Pattern WORD = Pattern.compile("[\\w$]+|\\S");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");
    private static final int LONGEST = 100;
    private static final int WORDS_BEFORE = 2;

    private FailureShape() {}

    static String of(String sql, SqlSyntaxException failure) {
        int at = Math.min(failure.offset(), sql.length());
        String message = QUOTED.matcher(String.valueOf(failure.getMessage())).replaceAll("…");
        return shortened(message) + " | " + lastWords(sql.substring(0, at)) + " >> " + firstWord(sql.substring(at));
    }

    private static String firstWord(String text) {
        Matcher word = WORD.matcher(text);
        return word.find() ? word.group().toUpperCase(Locale.ROOT) : "end";
    }

    private static String lastWords(String text) {
        String[] words =
                WORD.matcher(text).results().map(result -> result.group()).toArray(String[]::new);
        StringBuilder last = new StringBuilder();
        for (int i = Math.max(0, words.length - WORDS_BEFORE); i < words.length; i++) {
            last.append(last.isEmpty() ? "" : " ").append(words[i].toUpperCase(Locale.ROOT));
        }
        return last.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
