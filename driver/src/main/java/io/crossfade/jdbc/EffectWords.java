package io.crossfade.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words by which a database's texts change their session. */
enum EffectWords {
    POSTGRESQL(
            "--[^\\n]*(?:\\n|$)|/\\*.*?\\*/",
            "set|reset|discard|do|call",
            "search_path|set_config|\\b(?:create|into)\\s+(?:(?:local|global)\\s+)?temp|pg_temp",
            "create|alter|drop|do",
            "create|alter|drop",
            "\\b(?:discard|reset)\\s+all|pg_advisory_unlock|crossfade\\.session"),
    /** An executable comment is none: what it says is looked for as a statement's beginning is. */
    MYSQL(
            "(?:--\\s|#)[^\\n]*(?:\\n|$)|/\\*(?!M?!).*?\\*/",
            "use|set|call|execute|begin\\s+not|if|loop|while|repeat|for|case|/\\*!\\d*\\s*\\w+|/\\*M!\\d*\\s*\\w+",
            "sql_mode",
            "create|alter|drop|rename|begin\\s+not|execute|/\\*!\\d*\\s*\\w+|/\\*M!\\d*\\s*\\w+",
            "create|alter|drop|rename|execute",
            "\\brelease_(?:all_)?locks?");

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

    private final Pattern leading;
    private final Pattern contextFirst;
    private final Pattern contextAnywhere;
    private final Pattern contextLater;
    private final Pattern schemaFirst;
    private final Pattern schemaLater;
    private final Pattern locks;

    /**
     * Regular expressions.
     *
     * @param comment what may stand in front of the first word
     * @param context first words that may change how texts are read
     * @param contextAnywhere what may do so in any place
     * @param schema first words that may change tables
     * @param laterSchema the same for a statement behind another
     * @param locks what gives up locks, in any place
     */
    EffectWords(
            String comment, String context, String contextAnywhere, String schema, String laterSchema, String locks) {
        this.leading = Pattern.compile("(?:\\s|;|" + comment + ")*+", FLAGS);
        this.contextFirst = Pattern.compile("(?:" + context + ")\\b", FLAGS);
        this.contextAnywhere = Pattern.compile(contextAnywhere, FLAGS);
        this.contextLater = Pattern.compile(";.*\\b(?:" + context + ")\\s", FLAGS);
        this.schemaFirst = Pattern.compile("(?:" + schema + ")\\b", FLAGS);
        this.schemaLater = Pattern.compile(";.*\\b(?:" + laterSchema + ")\\s", FLAGS);
        this.locks = Pattern.compile(locks, FLAGS);
    }

    SessionEffects in(String sql) {
        Matcher start = leading.matcher(sql);
        int first = start.lookingAt() ? start.end() : 0;
        boolean several = sql.indexOf(';') >= 0;
        boolean changesContext = startsWith(contextFirst, sql, first)
                || contextAnywhere.matcher(sql).find()
                || (several && contextLater.matcher(sql).find());
        boolean changesSchema = startsWith(schemaFirst, sql, first)
                || (several && schemaLater.matcher(sql).find());
        boolean givesUpLocks = giveUpLocks(sql);
        return changesContext || changesSchema || givesUpLocks
                ? new SessionEffects(changesContext, changesSchema, givesUpLocks)
                : SessionEffects.NONE;
    }

    boolean giveUpLocks(String sql) {
        return locks.matcher(sql).find();
    }

    private static boolean startsWith(Pattern word, String sql, int from) {
        return word.matcher(sql).region(from, sql.length()).lookingAt();
    }
}
