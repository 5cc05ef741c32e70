package io.crossfade.jdbc;

import java.util.regex.Pattern;

/**
 * What a text may do to its session besides reading and writing rows. Found by words, so it errs on the side of too
 * much: the price is a query, not a wrong plan.
 *
 * @param searchPath it may change what unqualified names stand for
 * @param schema it may change a table or a view
 * @param locks it may give up the session's advisory locks
 */
record SessionEffects(boolean searchPath, boolean schema, boolean locks) {

    static final SessionEffects NONE = new SessionEffects(false, false, false);

    private static final Pattern LEADING =
            Pattern.compile("(?:\\s|;|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*+", Pattern.DOTALL);
    private static final Pattern ANYWHERE = Pattern.compile(
            "search_path|set_config|\\b(?:create|into)\\s+(?:(?:local|global)\\s+)?temp|pg_temp",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH_FIRST =
            Pattern.compile("(?:set|reset|discard|do|call)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEMA_FIRST =
            Pattern.compile("(?:create|alter|drop|do)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH_LATER =
            Pattern.compile(";.*\\b(?:set|reset|discard|do|call)\\s", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SCHEMA_LATER =
            Pattern.compile(";.*\\b(?:create|alter|drop)\\s", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern LOCKS =
            Pattern.compile("\\bdiscard\\s+all|pg_advisory_unlock", Pattern.CASE_INSENSITIVE);

    static SessionEffects of(String sql) {
        var start = LEADING.matcher(sql);
        int first = start.lookingAt() ? start.end() : 0;
        boolean several = sql.indexOf(';') >= 0;
        boolean path = startsWith(PATH_FIRST, sql, first)
                || ANYWHERE.matcher(sql).find()
                || (several && PATH_LATER.matcher(sql).find());
        boolean schema = startsWith(SCHEMA_FIRST, sql, first)
                || (several && SCHEMA_LATER.matcher(sql).find());
        boolean locks = LOCKS.matcher(sql).find();
        return path || schema || locks ? new SessionEffects(path, schema, locks) : NONE;
    }

    SessionEffects and(SessionEffects other) {
        return equals(other) || other.equals(NONE)
                ? this
                : new SessionEffects(searchPath || other.searchPath, schema || other.schema, locks || other.locks);
    }

    private static boolean startsWith(Pattern word, String sql, int from) {
        return word.matcher(sql).region(from, sql.length()).lookingAt();
    }
}
