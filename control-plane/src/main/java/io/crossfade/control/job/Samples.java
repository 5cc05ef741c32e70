package io.crossfade.control.job;

import io.crossfade.control.store.Sample;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is shown of rows that differ. */
final class Samples {

    private Samples() {}

    /** Of a row of the key's columns, the source's and the target's, as text. */
    static Sample of(ResultSet row, int keyColumns, List<String> sources, List<String> targets, int pass)
            throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= keyColumns; i++) {
            key.add(row.getString(i));
        }
        return new Sample(
                String.join(", ", key),
                values(row, keyColumns, sources),
                values(row, keyColumns + sources.size(), targets),
                pass);
    }

    /** A single value as it is, several with their names. */
    private static @Nullable String values(ResultSet row, int before, List<String> columns) throws SQLException {
        if (columns.size() == 1) {
            return row.getString(before + 1);
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(columns.get(i) + " = " + row.getString(before + i + 1));
        }
        return String.join(", ", values);
    }
}
