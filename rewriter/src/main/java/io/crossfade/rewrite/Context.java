package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlMode;
import io.crossfade.sql.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rules share while one statement is rewritten. Confined to one thread. */
final class Context {

    private final Tables tables;
    private final SqlMode mode;
    private final Edits edits;
    private final Set<Integer> shown;
    private final Set<Integer> toShow = new LinkedHashSet<>();
    private final Set<MappedTable> touched = new LinkedHashSet<>();
    private final Set<Span> renamed = new HashSet<>();
    private final Set<Span> computed = new HashSet<>();
    private final Map<Integer, String> pinned = new HashMap<>();
    private final Set<ComputedRead> computedReads = new LinkedHashSet<>();
    private final boolean describing;
    private boolean inCondition;
    private boolean dependsOnRows;
    private boolean ignoring;
    private int variables;
    private boolean locked;
    private boolean readsComputed;

    /** @param shown where table references stand that are replaced by a subquery in the application's shape */
    Context(Tables tables, SqlMode mode, Edits edits, Set<Integer> shown) {
        this(tables, mode, edits, shown, false);
    }

    private Context(Tables tables, SqlMode mode, Edits edits, Set<Integer> shown, boolean describing) {
        this.tables = tables;
        this.mode = mode;
        this.edits = edits;
        this.shown = Set.copyOf(shown);
        this.describing = describing;
    }

    /** For a text that is only described by the database and never run: see {@link Description}. */
    Context describing(Edits text) {
        return new Context(tables, mode, text, shown, true);
    }

    Edits edits() {
        return edits;
    }

    Dialect dialect() {
        return mode.dialect();
    }

    SqlMode mode() {
        return mode;
    }

    String quote(String name) {
        return mode.dialect().quote(name);
    }

    /** What the name of a column, a label or a common table has in common with every other way to write it. */
    String key(String name) {
        return mode.dialect().columnKey(name);
    }

    /** The same for the name of a table, an alias of one or a schema. */
    String tableKey(String name) {
        return tables.key(name);
    }

    Tables.Found find(TableName table) {
        Tables.Found found = tables.find(table);
        found.mapped().ifPresent(touched::add);
        return found;
    }

    Catalog.Relation catalogRelation(MappedTable table) {
        return tables.relation(table);
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
        return describing
                ? tables.find(reference.table()).mapped().isPresent()
                : shown.contains(reference.span().start());
    }

    boolean isDescribing() {
        return describing;
    }

    /** Keeps a table reference from being replaced: its rows are written, or it is locked. */
    void pin(FromItem.TableRef reference, String why) {
        pinned.put(reference.span().start(), why);
    }

    /** Remembers that the statement makes values fit, and turns errors into warnings. */
    void ignoring(boolean ignores) {
        ignoring = ignores;
    }

    boolean isIgnoring() {
        return ignoring;
    }

    /** Runs what belongs to a query that locks its rows. */
    void locking(boolean locks, Runnable rules) {
        boolean before = locked;
        locked |= locks;
        rules.run();
        locked = before;
    }

    /** Asks for a table reference to be replaced by a subquery; the statement is then rewritten anew. */
    void show(FromItem.TableRef reference) {
        String why = pinned.get(reference.span().start());
        if (why != null || locked && !describing && dialect().isMySql()) {
            throw refuse(
                    (why == null ? "a query that locks its rows" : why)
                            + ", where a table under migration is joined by NATURAL or USING or grouped: name the"
                            + " columns, or take the lock in a query of its own",
                    reference.span());
        }
        if (!isShown(reference)) {
            toShow.add(reference.span().start());
        }
    }

    Set<Integer> toShow() {
        return toShow;
    }

    /** Remembers that something else than a column of the name written is sent for it. */
    void sentDifferently(Name written) {
        renamed.add(written.span());
    }

    /** Remembers that an expression is sent for a column of a table. */
    void sentComputed(Name written, Column column, @Nullable MappedTable table) {
        sentDifferently(written);
        sentComputed();
        computed.add(written.span());
        if (table != null) {
            computedReads.add(new ComputedRead(table.id(), column.name(), inCondition));
        }
    }

    /** Remembers that an expression is sent for a column that the statement needn't name. */
    void sentComputed() {
        readsComputed = true;
    }

    boolean readsComputed() {
        return readsComputed;
    }

    Set<ComputedRead> computedReads() {
        return computedReads;
    }

    /** Does something with the names that rows are searched, joined or sorted by. */
    void inCondition(Runnable walk) {
        inCondition(true, walk);
    }

    /**
     * Does something with a condition that mustn't turn into a constant: where it can see that no row is to go, MariaDB gives
     * no rows back either, not even none.
     */
    void dependingOnRows(boolean depends, Runnable walk) {
        dependsOnRows = depends;
        walk.run();
        dependsOnRows = false;
    }

    boolean dependsOnRows() {
        return dependsOnRows;
    }

    /** Does something with the names of a query within a condition that are only shown. */
    void outsideCondition(Runnable walk) {
        inCondition(false, walk);
    }

    private void inCondition(boolean is, Runnable walk) {
        boolean before = inCondition;
        inCondition = is;
        walk.run();
        inCondition = before;
    }

    boolean isSentComputed(Name written) {
        return computed.contains(written.span());
    }

    boolean isSentDifferently(Name written) {
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

    /** A user variable that nothing else uses. */
    String newVariable() {
        variables++;
        return "@" + freshName("crossfade_kept") + "_" + variables;
    }

    /** Whether the statement now assigns user variables. */
    boolean assignsVariables() {
        return variables > 0;
    }

    /**
     * A column of the table that no migration changes and that can be assigned to, for where none that a statement
     * writes is left.
     */
    String ownColumn(MappedTable table, Span at) {
        return ownColumn(table, Set.of(), at);
    }

    /** The same, but none of those that are assigned already. */
    String ownColumn(MappedTable table, Set<String> assigned, Span at) {
        return tables.relation(table).columns().stream()
                .filter(column -> !table.isMigrating(key(column.name())) && !assigned.contains(key(column.name())))
                .filter(column -> column.generation() != Catalog.Generation.COMPUTED
                        && column.generation() != Catalog.Generation.IDENTITY_ALWAYS)
                .map(Catalog.Column::name)
                .findFirst()
                .orElseThrow(() -> refuse(
                        table, "nothing is left to write, and the table has no column that no migration changes", at));
    }

    /** A column of the table that no migration changes and that has a value in every row, by its name in the database. */
    Optional<String> neverNull(MappedTable table) {
        return tables.relation(table).columns().stream()
                .filter(column -> !column.nullable())
                .filter(column -> !table.isMigrating(key(column.name())) && !table.isHidden(key(column.name())))
                .map(Catalog.Column::name)
                .findFirst();
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
