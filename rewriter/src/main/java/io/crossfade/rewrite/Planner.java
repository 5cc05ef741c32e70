package io.crossfade.rewrite;

import io.crossfade.migration.Snapshot;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlMode;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans statements under one snapshot. Immutable and safe for use by several threads. */
public final class Planner {

    private final SqlMode mode;
    private final Tables tables;

    /**
     * Makes a planner for connections of one kind.
     *
     * @param adopted names of the migrations whose target shape the application's code is written for
     * @param searchPath the schemas in which unqualified names are looked up, implicit ones included
     * @param roll the transaction's lot from 0 to 99, where a percentage decides which side is read
     */
    public Planner(
            Dialect dialect,
            Snapshot snapshot,
            Catalog catalog,
            Set<String> adopted,
            List<String> searchPath,
            int roll) {
        this(SqlMode.of(dialect), snapshot, catalog, adopted, searchPath, roll);
    }

    /**
     * Makes a planner for connections of one kind whose sessions have settings of their own.
     *
     * @param adopted names of the migrations whose target shape the application's code is written for
     * @param searchPath the schemas in which unqualified names are looked up, implicit ones included
     * @param roll the transaction's lot from 0 to 99, where a percentage decides which side is read
     */
    public Planner(
            SqlMode mode, Snapshot snapshot, Catalog catalog, Set<String> adopted, List<String> searchPath, int roll) {
        this.mode = mode;
        this.tables = new Tables(mode, snapshot, catalog, adopted, searchPath, roll);
    }

    /**
     * Plans a text that is sent without being prepared: a question mark in it is no parameter but an operator, or part of
     * one.
     *
     * @throws RefusedException if it touches a migrating table and can't be rewritten with certainty
     */
    public Plan planUnprepared(String sql, KeyRequest keys) {
        return plan(sql, keys, List.of());
    }

    /**
     * Plans one text of one or more statements. What touches no migrating table stays as it is, byte for byte, whether
     * the grammar covers it or not.
     *
     * @throws RefusedException if it touches a migrating table and can't be rewritten with certainty
     */
    public Plan plan(String sql, KeyRequest keys) {
        return plan(sql, keys, null);
    }

    /** @param markers where the parameters stand; null if that is still to be found out */
    private Plan plan(String sql, KeyRequest keys, @Nullable List<Span> markers) {
        if (!mayTouch(sql)) {
            return Plan.passThrough(sql);
        }
        List<Span> spans = Scanner.statements(mode, sql);
        PlannedText planned = new PlannedText(
                sql, markers == null ? Scanner.parameters(mode, sql) : markers, markers == null, spans.size() == 1);
        boolean pathKnown = true;
        for (Span span : spans) {
            if (!pathKnown) {
                refuseIfNamed(span, sql);
            }
            statement(span, spans.size() == 1 ? keys : KeyRequest.NONE, planned);
            pathKnown &= spans.size() == 1 || !Commands.mayChangeSearchPath(mode, span.of(sql));
        }
        if (spans.size() > 1 && keys.requested() && planned.isTouched()) {
            throw new RefusedException(
                    planned.firstTouched(), "generated keys of several statements in one text: send them singly", 0);
        }
        return planned.plan();
    }

    private boolean mayTouch(String sql) {
        if (tables.names().isEmpty()) {
            return false;
        }
        return sql.indexOf(';') < 0
                ? Commands.mentions(mode, sql, tables.names())
                : Scanner.statements(mode, sql).stream()
                        .anyMatch(statement -> Commands.mentions(mode, statement.of(sql), tables.names()));
    }

    /** A statement is planned before the ones in front of it run, so their effect on its names can't be known. */
    private void refuseIfNamed(Span span, String sql) {
        for (MappedTable table : tables.namedIn(span.of(sql))) {
            throw new RefusedException(
                    table.migration(),
                    "table " + table.id() + " is named behind a statement in the same text that may change the search"
                            + " path: send them one by one",
                    span.start());
        }
    }

    private void statement(Span span, KeyRequest keys, PlannedText planned) {
        String text = span.of(planned.sql());
        if (!mayTouch(text)) {
            planned.keep(span);
            return;
        }
        List<MappedTable> named = tables.namedIn(text);
        String keyword = Scanner.keyword(mode, text);
        if (!Commands.isRewritten(keyword) && !holdsStatement(keyword, text)) {
            Commands.check(
                    mode,
                    keyword,
                    text,
                    span,
                    named.stream().filter(table -> tables.mayMean(text, table)).toList());
            planned.keep(span);
            return;
        }
        try {
            rewrite(text, span, keys, planned);
        } catch (SqlSyntaxException e) {
            throw new RefusedException(
                    named.get(0).migration(),
                    "the statement names table " + named.get(0).id() + " and can't be read: " + e.getMessage(),
                    span.start() + e.offset());
        } catch (RefusedException e) {
            throw span.start() == 0 ? e : e.movedBy(span.start());
        }
    }

    /** Whether a command makes something from a query, or runs one, in a way that the grammar knows. */
    private boolean holdsStatement(String keyword, String text) {
        if (!Commands.mayHoldStatement(keyword)) {
            return false;
        }
        try {
            return SqlParser.parse(mode, text).size() == 1;
        } catch (SqlSyntaxException e) {
            return false; // then it is refused as the command that it is
        }
    }

    private void rewrite(String text, Span span, KeyRequest keys, PlannedText planned) {
        List<Statement> parsed = SqlParser.parse(mode, planned.prepared() ? text : withoutMarkers(text));
        if (parsed.isEmpty()) {
            planned.keep(span);
            return;
        }
        if (parsed.size() > 1) {
            throw new SqlSyntaxException(
                    "it is several statements in one", parsed.get(1).span().start());
        }
        Statement statement = parsed.get(0);
        List<Span> parameters = planned.prepared() ? Scanner.parameters(mode, text) : List.of();
        Set<Integer> shown = Set.of();
        while (true) {
            Edits edits = new Edits(text, parameters);
            Context context = new Context(tables, mode, edits, shown);
            Set<Integer> more = new LinkedHashSet<>(shown);
            boolean returnsKeys = false;
            RefusedException refused = null;
            try {
                Statements statements = new Statements(context);
                statements.statement(statement, null);
                returnsKeys = statements.returnKeys(statement, keys, context);
            } catch (RefusedException e) {
                refused = e;
            }
            more.addAll(context.toShow());
            if (more.size() > shown.size()) {
                // Some tables have to be shown by a subquery; that may also settle what was refused.
                shown = more;
                continue;
            }
            if (refused != null) {
                throw refused;
            }
            planned.add(span, edits.render(), context, returnsKeys);
            planned.describe(ColumnNames.of(statement, context), Description.of(statement, context));
            return;
        }
    }

    /** The text with another character of operators for each question mark, so that the grammar takes it for one. */
    private String withoutMarkers(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (Scanner.Token token : Scanner.tokens(mode, text)) {
            if (token.kind() == Scanner.Kind.PARAMETER || token.kind() == Scanner.Kind.SYMBOL) {
                for (int i = token.span().start(); i < token.span().end(); i++) {
                    if (text.charAt(i) == '?') {
                        changed.setCharAt(i, '#');
                    }
                }
            }
        }
        return changed.toString();
    }

    /** What a text of several statements becomes, put together in their order. Confined to one thread. */
    private static final class PlannedText {

        private final String sql;
        private final List<Span> markers;
        private final boolean prepared;
        private final boolean alone;
        private final StringBuilder sent = new StringBuilder();
        private final List<Integer> parameters = new ArrayList<>();
        private final Set<String> touched = new LinkedHashSet<>();
        private final Set<ComputedRead> computed = new LinkedHashSet<>();
        private int done;
        private boolean returnsKeys;
        private Optional<List<Optional<String>>> columnNames = Optional.empty();
        private Optional<RowDescription> described = Optional.empty();
        private boolean assignsVariables;

        PlannedText(String sql, List<Span> markers, boolean prepared, boolean alone) {
            this.sql = sql;
            this.markers = markers;
            this.prepared = prepared;
            this.alone = alone;
        }

        boolean prepared() {
            return prepared;
        }

        String sql() {
            return sql;
        }

        boolean isTouched() {
            return !touched.isEmpty();
        }

        String firstTouched() {
            return touched.iterator().next();
        }

        void keep(Span span) {
            int end = count(span.end());
            for (int i = count(done); i < end; i++) {
                parameters.add(i);
            }
            sent.append(sql, done, span.end());
            done = span.end();
        }

        void add(Span span, Edits.Rendered rendered, Context context, boolean withKeys) {
            keep(new Span(span.start(), span.start()));
            int before = count(span.start());
            rendered.parameters().forEach(number -> parameters.add(before + number));
            sent.append(rendered.sql());
            done = span.end();
            context.touched().forEach(table -> touched.addAll(table.migrations()));
            computed.addAll(context.computedReads());
            returnsKeys |= withKeys;
            assignsVariables |= context.assignsVariables();
        }

        /** Of several statements none is described: whose rows are meant can't be told. */
        void describe(Optional<List<Optional<String>>> names, Optional<RowDescription> text) {
            columnNames = alone ? names : Optional.empty();
            described = alone ? text : Optional.empty();
        }

        /** How many parameter markers stand before an offset. */
        private int count(int offset) {
            int count = 0;
            while (count < markers.size() && markers.get(count).start() < offset) {
                count++;
            }
            return count;
        }

        Plan plan() {
            keep(new Span(sql.length(), sql.length()));
            if (touched.isEmpty()) {
                return Plan.passThrough(sql);
            }
            return new Plan(
                    sent.toString(),
                    List.copyOf(touched),
                    fanOut(),
                    returnsKeys,
                    List.copyOf(computed),
                    columnNames,
                    described,
                    assignsVariables && !sql.contains(":="));
        }

        private int @Nullable [][] fanOut() {
            int count = markers.size();
            List<List<Integer>> places = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                places.add(new ArrayList<>());
            }
            boolean moved = parameters.size() != count;
            for (int i = 0; i < parameters.size(); i++) {
                places.get(parameters.get(i)).add(i + 1);
                moved |= parameters.get(i) != i;
            }
            return moved ? places.stream().map(PlannedText::array).toArray(int[][]::new) : null;
        }

        private static int[] array(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
