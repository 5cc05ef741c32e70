package io.crossfade.measure;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.sql.Dialect;
import java.util.List;
import java.util.Optional;

/** How the column of an imagined migration changes. */
enum Change {
    RENAME {
        @Override
        ColumnMapping mapping(Dialect dialect, String column, int ordinal, int last) {
            return new ColumnMapping.Rename(column, TARGET, ordinal);
        }
    },
    RETYPE {
        @Override
        ColumnMapping mapping(Dialect dialect, String column, int ordinal, int last) {
            String text = dialect.isMySql() ? "char" : "text";
            return new ColumnMapping.Conversion(
                    List.of(retired(dialect, column, "CAST(" + TARGET + " AS " + text + ")", ordinal)),
                    List.of(added(
                            TARGET,
                            column,
                            "decimal(20,2)",
                            "CAST(" + dialect.quote(column) + " AS decimal(20,2))",
                            ordinal)));
        }
    },
    SPLIT {
        @Override
        ColumnMapping mapping(Dialect dialect, String column, int ordinal, int last) {
            String quoted = dialect.quote(column);
            return new ColumnMapping.Conversion(
                    List.of(retired(dialect, column, "concat(" + TARGET + ", ' ', " + SECOND_TARGET + ")", ordinal)),
                    List.of(
                            added(TARGET, TARGET, "varchar(100)", "substring(" + quoted + ", 1, 10)", last + 1),
                            added(
                                    SECOND_TARGET,
                                    SECOND_TARGET,
                                    "varchar(100)",
                                    "substring(" + quoted + ", 11)",
                                    last + 2)));
        }
    };

    static final String TARGET = "crossfade_target";
    static final String SECOND_TARGET = "crossfade_target_2";

    /**
     * @param ordinal the column's place in its table
     * @param last the last column's
     */
    abstract ColumnMapping mapping(Dialect dialect, String column, int ordinal, int last);

    /** The type of all columns of imagined tables. */
    static String type(Dialect dialect) {
        return dialect.isMySql() ? "varchar(200)" : "text";
    }

    private static RetiredColumn retired(Dialect dialect, String column, String down, int ordinal) {
        return new RetiredColumn(column, type(dialect), Optional.empty(), down, Optional.empty(), true, ordinal);
    }

    private static AddedColumn added(String column, String name, String type, String up, int ordinal) {
        return new AddedColumn(column, name, type, Optional.empty(), Optional.of(up), Optional.empty(), true, ordinal);
    }
}
