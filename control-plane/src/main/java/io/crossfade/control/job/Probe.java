package io.crossfade.control.job;

import io.crossfade.control.job.SqlExpression.Complaint;
import io.crossfade.migration.MigrationDefinition.Added;
import java.sql.SQLException;
import java.util.Optional;

/** Asks a database what it thinks of types and expressions, on empty temporary tables that leave nothing behind. */
interface Probe {

    /** Which columns an expression may use. */
    enum Shape {
        /** The table as it is. */
        SOURCE,
        /** The table with the added columns and without the retired ones. */
        TARGET
    }

    /** What became of a question: an answer or a complaint. */
    record Answer<T>(Optional<T> value, Optional<Complaint> complaint) {

        static <T> Answer<T> of(T value) {
            return new Answer<>(Optional.of(value), Optional.empty());
        }

        static <T> Answer<T> complaint(String message) {
            return complaint(message, 0);
        }

        static <T> Answer<T> complaint(String message, int position) {
            return new Answer<>(Optional.empty(), Optional.of(new Complaint(message, position)));
        }
    }

    /** Adds a column to the target's shape; answers how the catalog would describe it. */
    Answer<ColumnFacts> add(Added column) throws SQLException;

    /** Takes a column from the target's shape. */
    void retire(String column) throws SQLException;

    /** Whether an expression can be computed from a row of a shape alone, always the same, and stored in a column. */
    Optional<Complaint> computes(Shape shape, String expression, ColumnFacts column) throws SQLException;

    /** Whether an expression without columns can be a column's default. */
    Optional<Complaint> defaults(String expression, ColumnFacts column) throws SQLException;

    /**
     * The constant that an expression gives for the default of the one column that it mentions; a complaint where that
     * isn't constant.
     */
    Answer<String> converted(String expression, ColumnFacts from, ColumnFacts to) throws SQLException;
}
