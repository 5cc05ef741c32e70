package io.crossfade.measure;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.Name;
import io.crossfade.sql.Statement;
import java.util.List;

/** Whether the text at the span of a name is that name: every edit of a statement relies on it. */
final class NameSpans {

    private NameSpans() {}

    static List<Name> names(Statement statement) {
        return Tree.records(statement).stream()
                .filter(Name.class::isInstance)
                .map(Name.class::cast)
                .toList();
    }

    static boolean isWritten(Dialect dialect, String sql, Name name) {
        if (name.span().end() > sql.length()) {
            return false;
        }
        String text = name.span().of(sql);
        if (!name.quoted()) {
            return dialect.fold(text).equals(name.value());
        }
        if (text.length() < 2) {
            return false;
        }
        char quote = text.charAt(text.length() - 1);
        if (hasEscapes(dialect, text)) {
            return text.indexOf(quote) < text.length() - 1;
        }
        return text.equals(quote + name.value().replace("" + quote, "" + quote + quote) + quote);
    }

    /** Of a name with escapes only the quotes are looked at; the parser's own tests look at the rest. */
    private static boolean hasEscapes(Dialect dialect, String text) {
        return dialect.isMySql() ? text.indexOf('\\') >= 0 : text.regionMatches(true, 0, "U&", 0, 2);
    }
}
