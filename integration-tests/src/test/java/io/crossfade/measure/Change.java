package io.crossfade.measure;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.sql.Dialect;
import java.util.List;
import java.util.Optional;

/** How the column of an imagined migration changes. */
enum Change {
    RENAME {
        @Override
        ColumnMapping mapping(Dialect dialect, String column, boolean adopted, int ordinal, int last) {
            return adopted
                    ? new ColumnMapping.Rename(OTHER, column, ordinal)
                    : new ColumnMapping.Rename(column, OTHER, ordinal);
        }
    },
    RETYPE {
        @Override
        ColumnMapping mapping(Dialect dialect, String column, boolean adopted, int ordinal, int last) {
            String text = dialect.isMySql() ? "char" : "text";
            return new Conversion(
                    List.of(retired(dialect, column, "CAST(" + OTHER + " AS " + text + ")", ordinal)),
                    List.of(added(
                            OTHER,
                            column,
                            "decimal(20,2)",
                            "CAST(" + dialect.quote(column) + " AS decimal(20,2))",
                            ordinal)));
        }
    },
    SPLIT {
        @Override
        ColumnMapping mapping(Dialect dialect, String column, boolean adopted, int ordinal, int last) {
            String whole = adopted ? OTHER : dialect.quote(column);
            String first = adopted ? column : OTHER;
            return new Conversion(
                    List.of(retired(dialect, adopted ? OTHER : column, joined(dialect, first), ordinal)),
                    List.of(
                            added(first, first, "varchar(100)", "substring(" + whole + ", 1, 10)", last + 1),
                            added(SECOND, SECOND, "varchar(100)", "substring(" + whole + ", 11)", last + 2)));
        }
    },
    MERGE {
        @Override
        ColumnMapping mapping(Dialect dialect, String column, boolean adopted, int ordinal, int last) {
            String whole = adopted ? column : OTHER;
            String first = adopted ? OTHER : column;
            String quoted = dialect.quote(whole);
            return new Conversion(
                    List.of(
                            retired(dialect, first, "substring(" + quoted + ", 1, 10)", ordinal),
                            retired(dialect, SECOND, "substring(" + quoted + ", 11)", last + 1)),
                    List.of(added(whole, whole, "varchar(200)", joined(dialect, first), last + 2)));
        }
    };

    /** The column that isn't the statement's. */
    static final String OTHER = "crossfade_target";

    /** Where one column is several on one side: the second of them. */
    static final String SECOND = "crossfade_target_2";

    /** Whether a unique index over the column is carried over; where it isn't, the migration doesn't start. */
    boolean keepsUniqueIndexes() {
        return this == RENAME || this == RETYPE;
    }

    /**
     * @param column the one that the statement names
     * @param adopted whether the statement is written for the target
     * @param ordinal the column's place in its table
     * @param last the last column's
     */
    abstract ColumnMapping mapping(Dialect dialect, String column, boolean adopted, int ordinal, int last);

    /** The type of all columns of imagined tables. */
    static String type(Dialect dialect) {
        return dialect.isMySql() ? "varchar(200)" : "text";
    }

    private static String joined(Dialect dialect, String first) {
        return "concat(" + dialect.quote(first) + ", ' ', " + SECOND + ")";
    }

    private static RetiredColumn retired(Dialect dialect, String column, String down, int ordinal) {
        return new RetiredColumn(column, type(dialect), Optional.empty(), down, Optional.empty(), true, ordinal);
    }

    private static AddedColumn added(String column, String name, String type, String up, int ordinal) {
        return new AddedColumn(column, name, type, Optional.empty(), Optional.of(up), Optional.empty(), true, ordinal);
    }
}
