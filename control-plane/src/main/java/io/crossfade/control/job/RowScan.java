package io.crossfade.control.job;

import io.crossfade.control.job.Keyset.Chunk;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.RetiredColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the target's values of existing rows, and the source's from those, before anything is changed: finds rows for
 * which that fails, and rows whose values don't come back.
 *
 * <p>Works in a temporary table of as many rows as a chunk has. Of a big table only the first and the last rows are seen;
 * the backfill, which sees all of them, says then which row it fails on.
 */
final class RowScan {

    private static final int MOST_ROWS = 100_000;
    private static final int MOST_SHOWN = 5;
    private static final String SCAN = "crossfade_scan";
    private static final String BACK = "crossfade_back_";

    private final Connection connection;
    private final TableFacts table;
    private final List<Conversion> conversions;
    private final Map<String, ColumnFacts> added;
    private final SqlForm form;
    private final Keyset keyset;
    private final Attempts attempts;
    private final int chunkRows;

    private final List<AddedColumn> computed;
    private final List<RetiredColumn> returned;
    private final List<String> failures = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private long seen;
    private long lost;

    /** A statement that may fail on a row's value, without harm to what comes after it. */
    interface Attempts {

        /** Returns what a row's value is to blame for; throws what isn't any row's fault. */
        Optional<String> attempt(Work work) throws SQLException;
    }

    /** Something to attempt. */
    interface Work {
        void run() throws SQLException;
    }

    RowScan(
            Connection connection,
            TableFacts table,
            List<ColumnMapping> mappings,
            Map<String, ColumnFacts> added,
            SqlForm form,
            Keyset keyset,
            Attempts attempts,
            int chunkRows) {
        this.connection = connection;
        this.table = table;
        this.conversions = mappings.stream()
                .filter(Conversion.class::isInstance)
                .map(Conversion.class::cast)
                .toList();
        this.added = added;
        this.form = form;
        this.keyset = keyset;
        this.attempts = attempts;
        this.chunkRows = chunkRows;
        this.computed = conversions.stream()
                .flatMap(conversion -> conversion.added().stream())
                .filter(column -> column.up().isPresent())
                .toList();
        this.returned = conversions.stream()
                .flatMap(conversion -> new Formulas(conversion, form.dialect()).derivedSources().stream())
                .toList();
    }

    /**
     * What was found.
     *
     * @param failures a sentence for each of the first rows that can't be converted
     * @param losses a sentence on the rows that don't come back as they were; empty if all do
     * @param coverage what was looked at; empty if that was everything
     */
    record Findings(List<String> failures, Optional<String> losses, Optional<String> coverage) {}

    /** @param estimatedRows how many rows there are, nearly */
    Findings run(long estimatedRows) throws SQLException {
        if (computed.isEmpty() && returned.isEmpty()) {
            return new Findings(List.of(), Optional.empty(), Optional.empty());
        }
        List<ColumnFacts> columns = new ArrayList<>(shape());
        for (int i = 0; i < returned.size(); i++) {
            columns.add(table.require(returned.get(i).column()).named(BACK + i));
        }
        Rows.execute(
                connection,
                "CREATE TEMPORARY TABLE " + SCAN + " ("
                        + columns.stream().map(form::definition).collect(Collectors.joining(", ")) + ")");
        boolean all = estimatedRows <= MOST_ROWS;
        if (all) {
            cover(null, Long.MAX_VALUE);
        } else {
            cover(null, MOST_ROWS / 2);
            cover(keyset.fromEnd(connection, MOST_ROWS / 2), MOST_ROWS / 2);
        }
        Rows.execute(connection, "DROP TABLE " + form.temporary(SCAN));
        return new Findings(
                failures,
                lost == 0 ? Optional.empty() : Optional.of(losses()),
                all
                        ? Optional.empty()
                        : Optional.of(String.format(
                                Locale.ROOT,
                                "only %,d rows of about %,d were tried, the first and the last by their keys; the backfill"
                                        + " stops at a row that it can't convert and names it",
                                seen,
                                estimatedRows)));
    }

    private String losses() {
        return String.format(
                Locale.ROOT,
                "%,d of %,d rows don't come back from the target as they were: %s",
                lost,
                seen,
                String.join("; ", losses));
    }

    /** The columns that an expression can mention; the others too, for what it matters. */
    private List<ColumnFacts> shape() {
        return Stream.concat(
                        table.columns().stream().filter(column -> !added.containsKey(column.name())),
                        computed.stream().map(column -> Optional.ofNullable(added.get(column.column()))
                                .orElseThrow()))
                .toList();
    }

    private void cover(@Nullable String from, long most) throws SQLException {
        String cursor = from;
        long covered = 0;
        while (covered < most && failures.size() < MOST_SHOWN) {
            Optional<Chunk> next = keyset.next(connection, cursor, chunkRows);
            if (next.isEmpty()) {
                return;
            }
            Chunk chunk = next.get();
            convert(chunk);
            covered += chunk.rows();
            cursor = chunk.cursor();
        }
    }

    /** Halves a chunk that fails until the row is found, then goes on behind it. */
    private void convert(Chunk chunk) throws SQLException {
        Optional<String> failure = attempts.attempt(() -> fill(chunk));
        if (failure.isEmpty()) {
            seen += chunk.rows();
            compare();
            return;
        }
        if (chunk.rows() == 1) {
            seen++;
            failures.add("the row with key " + chunk.lastKey() + " can't be converted: " + failure.get() + " ("
                    + values(chunk) + ")");
            return;
        }
        Chunk first = keyset.next(connection, chunk.start(), (int) (chunk.rows() / 2))
                .orElseThrow(() -> new JobFailedException("rows were deleted at the same time; try again"));
        convert(first);
        if (failures.size() < MOST_SHOWN && chunk.rows() > first.rows()) {
            convert(new Chunk(first.last(), chunk.last(), chunk.rows() - first.rows()));
        }
    }

    private void fill(Chunk chunk) throws SQLException {
        Rows.execute(connection, "DELETE FROM " + form.temporary(SCAN));
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (ColumnFacts column : table.columns()) {
            if (!added.containsKey(column.name())) {
                names.add(form.name(column.name()));
                values.add(form.name(column.name()));
            }
        }
        for (AddedColumn column : computed) {
            names.add(form.name(column.column()));
            values.add(form.stored(column.up().orElseThrow(), type(column)));
        }
        String insert = "INSERT INTO " + form.temporary(SCAN) + " (" + String.join(", ", names) + ") SELECT "
                + String.join(", ", values) + " FROM " + form.table(table.id()) + " WHERE " + keyset.within(chunk);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            keyset.bind(statement, chunk);
            statement.executeUpdate();
        }
        refuseMissingValues();
        if (!returned.isEmpty()) {
            List<String> assignments = new ArrayList<>();
            for (int i = 0; i < returned.size(); i++) {
                RetiredColumn column = returned.get(i);
                assignments.add(
                        form.name(BACK + i) + " = " + form.stored(column.down(), table.require(column.column())));
            }
            Rows.execute(connection, "UPDATE " + form.temporary(SCAN) + " SET " + String.join(", ", assignments));
        }
    }

    /** As the constraint would, which isn't there yet. */
    private void refuseMissingValues() throws SQLException {
        for (AddedColumn column : computed) {
            if (!column.nullable()
                    && Rows.one(
                                    connection,
                                    "SELECT 1 FROM " + form.temporary(SCAN) + " WHERE " + form.name(column.column())
                                            + " IS NULL LIMIT 1",
                                    row -> true)
                            .isPresent()) {
                throw new MissingValueException(
                        "'up' of column '" + column.column() + "' gives NULL, and the column is to be NOT NULL");
            }
        }
    }

    /** A row has no value where the target wants one. */
    static final class MissingValueException extends SQLException {

        private static final long serialVersionUID = 1;

        MissingValueException(String message) {
            super(message, "23502");
        }
    }

    private ColumnFacts type(AddedColumn column) {
        return Optional.ofNullable(added.get(column.column())).orElseThrow();
    }

    private String values(Chunk chunk) throws SQLException {
        List<ColumnFacts> shown = conversions.stream()
                .flatMap(conversion -> conversion.sources().stream())
                .map(table::require)
                .toList();
        if (shown.isEmpty()) {
            return "no source column";
        }
        String sql = "SELECT "
                + shown.stream()
                        .map(column -> form.shown(form.name(column.name()), column))
                        .collect(Collectors.joining(", "))
                + " FROM " + form.table(table.id()) + " WHERE " + keyset.within(chunk);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            keyset.bind(statement, chunk);
            try (ResultSet row = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                boolean found = row.next();
                for (int i = 0; found && i < shown.size(); i++) {
                    values.add(shown.get(i).name() + " = " + quoted(row.getString(i + 1)));
                }
                return String.join(", ", values);
            }
        }
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "NULL" : "'" + value + "'";
    }

    /** Looks at the rows that are in the temporary table. */
    private void compare() throws SQLException {
        if (returned.isEmpty()) {
            return;
        }
        List<String> differences = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < returned.size(); i++) {
            ColumnFacts column = table.require(returned.get(i).column());
            differences.add(form.meanOther(form.name(column.name()), form.name(BACK + i), column));
            shown.add(form.shown(form.name(column.name()), column));
            shown.add(form.shown(form.name(BACK + i), column));
        }
        String where = " FROM " + form.temporary(SCAN) + " WHERE " + String.join(" OR ", differences);
        long count = Rows.one(connection, "SELECT count(*)" + where, row -> row.getLong(1))
                .orElse(0L);
        lost += count;
        if (count > 0 && losses.size() < MOST_SHOWN) {
            losses.addAll(Rows.all(
                    connection,
                    "SELECT " + keyset.keyTexts() + ", " + String.join(", ", shown) + where + " LIMIT "
                            + (MOST_SHOWN - losses.size()),
                    this::loss));
        }
    }

    private String loss(ResultSet row) throws SQLException {
        int keys = table.primaryKey().size();
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= keys; i++) {
            key.add(row.getString(i));
        }
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < returned.size(); i++) {
            String before = quoted(row.getString(keys + 2 * i + 1));
            String after = quoted(row.getString(keys + 2 * i + 2));
            if (!before.equals(after)) {
                changes.add(returned.get(i).column() + " " + before + " comes back as " + after);
            }
        }
        return "key " + String.join(", ", key) + ": " + String.join(", ", changes);
    }
}
