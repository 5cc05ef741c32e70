package io.crossfade.control.job;

import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.nio.charset.StandardCharsets;

/** PostgreSQL's way of writing. */
final class PostgreSqlForm implements SqlForm {

    private static final int MOST_BYTES_OF_A_NAME = 63;

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES_OF_A_NAME;
    }

    @Override
    public String longestName() {
        return "the " + MOST_BYTES_OF_A_NAME + " bytes that PostgreSQL keeps";
    }

    @Override
    public String castDefault(String given, ColumnFacts column) {
        return stored(given, column);
    }

    @Override
    public String definition(ColumnFacts column) {
        return Quoting.name(column.name()) + " " + column.type()
                + (column.collation() == null ? "" : " COLLATE " + column.collation());
    }

    @Override
    public String name(String name) {
        return Quoting.name(name);
    }

    @Override
    public String table(TableId table) {
        return Quoting.table(table);
    }

    @Override
    public String temporary(String table) {
        return "pg_temp." + table;
    }

    /** Without the length: an explicit cast to {@code varchar(3)} cuts silently, an assignment complains. */
    @Override
    public String stored(String expression, ColumnFacts column) {
        return "CAST((" + expression + "\n) AS " + column.bareType() + ")";
    }

    /** An expression's value as a reader of the column would see it. */
    static String cast(String expression, ColumnFacts column) {
        return "CAST((" + expression + "\n) AS " + column.type() + ")";
    }

    @Override
    public String differ(String one, String other, ColumnFacts column) {
        return "(" + column.exact(one) + " IS DISTINCT FROM " + column.exact(other) + ")";
    }

    @Override
    public String meanOther(String one, String other, ColumnFacts column) {
        return column.isNumber() ? "(" + one + " IS DISTINCT FROM " + other + ")" : differ(one, other, column);
    }

    @Override
    public String shown(String value, ColumnFacts column) {
        return "left(" + column.exact(value) + ", 200)";
    }
}
