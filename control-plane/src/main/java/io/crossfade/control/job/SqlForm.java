package io.crossfade.control.job;

import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.util.List;
import java.util.stream.Collectors;

/** How one kind of database writes what the statements of checks and jobs are made of. */
interface SqlForm {

    Dialect dialect();

    /** Whether the database keeps the whole name. */
    boolean fits(String name);

    /** How much of a name the database keeps, in words. */
    String longestName();

    String name(String name);

    default String names(List<String> names) {
        return names.stream().map(this::name).collect(Collectors.joining(", "));
    }

    String table(TableId table);

    /** The name by which this session's temporary table goes in statements. */
    String temporary(String table);

    /** An expression's value on its way into a column: converted as an assignment converts it, and no further. */
    String stored(String expression, ColumnFacts column);

    /** What a default becomes for a column that takes the place of the one that has it. */
    String castDefault(String given, ColumnFacts column);

    /** A column of a table to make: its name, its type and its collation. */
    String definition(ColumnFacts column);

    /** Holds where two values of a column's type aren't the same bit for bit; NULL is the same as NULL. */
    String differ(String one, String other, ColumnFacts column);

    /** Holds where two values of a column's type mean something else; {@code 1.0} and {@code 1.00} don't. */
    String meanOther(String one, String other, ColumnFacts column);

    /** A value as text for people, cut. */
    String shown(String value, ColumnFacts column);
}
