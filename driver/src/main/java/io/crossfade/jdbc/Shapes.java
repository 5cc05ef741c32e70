package io.crossfade.jdbc;

import io.crossfade.migration.Heartbeat.Shape;
import io.crossfade.phase.Observation;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.Scanner.Token;
import io.crossfade.sql.SqlMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the shapes of the statements that an application runs: their texts without comments and values. Safe for use by
 * several threads.
 *
 * <p>It holds a bounded number of them. What comes later isn't counted.
 */
final class Shapes implements Observation {

    private static final int MOST = 2_000;
    private static final int LONGEST = 20_000;
    private static final Set<String> STATEMENTS =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "WITH", "VALUES", "TABLE");

    /** A list of values, or of rows of them, which is the same statement whatever its length. */
    private static final Pattern VALUES =
            Pattern.compile("\\bIN ?\\(([?1]|'\\?')(?: ?, ?(?:[?1]|'\\?'))++ ?\\)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ROWS = Pattern.compile("(\\((?:[?1, ]|'\\?')++\\))(?: ?, ?\\1)++");

    private final Optional<Set<String>> tables;
    private final Map<String, Counted> counted = new ConcurrentHashMap<>();

    /** How often a shape was run, and what of it the control plane knows. */
    private static final class Counted {
        private final LongAdder runs = new LongAdder();
        private volatile long reported;
    }

    /** @param tables the names of the tables that matter; empty for all */
    Shapes(Optional<Set<String>> tables) {
        this.tables = tables;
    }

    /** Where to count the runs of a text; null if it isn't observed. */
    @Nullable
    LongAdder counter(SqlMode mode, String sql) {
        boolean observed = sql.length() <= LONGEST
                && STATEMENTS.contains(Scanner.keyword(mode, sql).toUpperCase(Locale.ROOT))
                && (tables.isEmpty() || Scanner.mentions(mode, sql, tables.get()));
        if (!observed) {
            return null;
        }
        String shape = of(mode, sql);
        Counted known = counted.get(shape);
        if (known == null) {
            if (counted.size() >= MOST) {
                return null;
            }
            known = counted.computeIfAbsent(shape, text -> new Counted());
        }
        return known.runs;
    }

    @Override
    public List<Shape> unreported(int atMost) {
        List<Shape> found = new ArrayList<>();
        for (Map.Entry<String, Counted> entry : counted.entrySet()) {
            long runs = entry.getValue().runs.sum();
            if (runs > entry.getValue().reported) {
                found.add(new Shape(entry.getKey(), runs));
                if (found.size() == atMost) {
                    break;
                }
            }
        }
        return found;
    }

    @Override
    public void reported(List<Shape> shapes) {
        for (Shape shape : shapes) {
            Counted known = counted.get(shape.sql());
            if (known != null) {
                known.reported = shape.count();
            }
        }
    }

    /** The text with one space for what stood between its tokens, and the same literal for each. It can still be read. */
    static String of(SqlMode mode, String sql) {
        StringBuilder shape = new StringBuilder();
        int end = 0;
        for (Token token : Scanner.tokens(mode, sql)) {
            if (token.span().start() > end && !shape.isEmpty()) {
                shape.append(' ');
            }
            end = token.span().end();
            switch (token.kind()) {
                case STRING, DOLLAR_STRING -> shape.append("'?'");
                case NUMBER -> shape.append('1');
                case WORD, QUOTED_NAME, VARIABLE, PARAMETER, SYMBOL ->
                    shape.append(token.span().of(sql));
            }
        }
        String one = VALUES.matcher(shape).replaceAll("IN ($1)");
        return ROWS.matcher(one).replaceAll("$1");
    }
}
