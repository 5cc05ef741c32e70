package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import io.crossfade.sql.TableName;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the rules share while one statement is rewritten. Confined to one thread. */
final class Context {

    private final Tables tables;
    private final Dialect dialect;
    private final Edits edits;
    private final Set<Integer> shown;
    private final Set<Integer> toShow = new LinkedHashSet<>();
    private final Set<MappedTable> touched = new LinkedHashSet<>();
    private final Set<Span> renamed = new HashSet<>();

    /** @param shown where table references stand that are replaced by a subquery in the application's shape */
    Context(Tables tables, Dialect dialect, Edits edits, Set<Integer> shown) {
        this.tables = tables;
        this.dialect = dialect;
        this.edits = edits;
        this.shown = Set.copyOf(shown);
    }

    Edits edits() {
        return edits;
    }

    String quote(String name) {
        return dialect.quote(name);
    }

    Tables.Found find(TableName table) {
        Tables.Found found = tables.find(table);
        found.mapped().ifPresent(touched::add);
        return found;
    }

    /** The tables under migration that a text names. */
    List<MappedTable> tablesNamedIn(String text) {
        return tables.namedIn(text);
    }

    Set<MappedTable> touched() {
        return touched;
    }

    /** The columns of a unique constraint of a table; empty if it has none of that name. */
    List<String> constraintColumns(MappedTable table, String constraint) {
        return tables.constraintColumns(table, constraint);
    }

    boolean isShown(FromItem.TableRef reference) {
        return shown.contains(reference.span().start());
    }

    /** Asks for a table reference to be replaced by a subquery; the statement is then rewritten anew. */
    void show(FromItem.TableRef reference) {
        if (!isShown(reference)) {
            toShow.add(reference.span().start());
        }
    }

    Set<Integer> toShow() {
        return toShow;
    }

    /** Remembers under which name a column goes in the text that is sent. */
    void sent(Name written, String physical) {
        if (!physical.equals(written.value())) {
            renamed.add(written.span());
        }
    }

    boolean isSentUnderAnotherName(Name written) {
        return renamed.contains(written.span());
    }

    /** A name for something of ours that the statement doesn't use. */
    String freshName(String stem) {
        String name = stem;
        for (int i = 1; edits.sql().contains(name); i++) {
            name = stem + "_" + i;
        }
        return name;
    }

    RefusedException refuse(MappedTable table, String construct, Span at) {
        return new RefusedException(table.migration(), construct, at.start());
    }

    /** Refuses for a reason that isn't one table's. */
    RefusedException refuse(String construct, Span at) {
        String migration =
                touched.stream().map(MappedTable::migration).findFirst().orElse("?");
        return new RefusedException(migration, construct, at.start());
    }

    String list(List<String> columns) {
        return String.join(", ", columns);
    }
}
