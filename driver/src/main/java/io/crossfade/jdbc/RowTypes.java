package io.crossfade.jdbc;

import io.crossfade.rewrite.RowDescription;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of one text's rows are to the application, where what is sent gives others: the database says it of two
 * texts that it prepares and never runs. Asked once for each text, when somebody first wants to know. Safe for use by
 * several threads.
 */
final class RowTypes {

    /** Where every column is what the database says. */
    static final List<@Nullable ColumnType> AS_SENT = List.of();

    private final String sent;
    private final RowDescription description;
    private volatile @Nullable List<@Nullable ColumnType> known;

    /**
     * @param sent the text that gives the rows
     * @param description how the database is asked what the application expects of them
     */
    RowTypes(String sent, RowDescription description) {
        this.sent = sent;
        this.description = description;
    }

    /**
     * For each column what it is to the application, null where that is what the database says of it. Empty if no column
     * differs, or if the database can't be asked.
     *
     * @param connection the delegate's, on which no rows are on their way
     */
    @SuppressWarnings("NullAway") // It doesn't know of lists with nulls in them.
    List<@Nullable ColumnType> columns(Connection connection) throws SQLException {
        List<@Nullable ColumnType> columns = known;
        if (columns == null) {
            try {
                columns = differing(describe(connection, sent), describe(connection, description.sql()));
            } catch (SQLException e) {
                System.getLogger(RowTypes.class.getName())
                        .log(Level.DEBUG, "the types of rows are left as the database has them", e);
                restoreStatus(connection);
                return AS_SENT;
            }
            known = columns;
        }
        return columns;
    }

    private List<@Nullable ColumnType> differing(List<ColumnType> sent, List<ColumnType> expected) {
        if (sent.isEmpty()) {
            return List.copyOf(expected); // MariaDB describes no RETURNING.
        }
        List<@Nullable ColumnType> differing = new ArrayList<>();
        boolean differs = false;
        for (int i = 0; i < expected.size() && sent.size() == expected.size(); i++) {
            ColumnType column = expected.get(i);
            ColumnType described = sent.get(i);
            // When it runs, the server may have lost the type of a table's column.
            boolean certain = column.isStored() || description.extremes().contains(i);
            boolean differsHere = certain || !description.columnsOnly() && !column.equals(described);
            boolean named = Objects.equals(column.name(), described.name());
            differing.add(differsHere ? named ? column.unnamed() : column : null);
            differs |= differsHere;
        }
        return differs ? differing : AS_SENT;
    }

    private static List<ColumnType> describe(Connection connection, String sql) throws SQLException {
        try (PreparedStatement prepared = prepare(connection, sql)) {
            ResultSetMetaData data = prepared.getMetaData();
            List<ColumnType> columns = new ArrayList<>();
            for (int i = 1; data != null && i <= data.getColumnCount(); i++) {
                columns.add(ColumnType.of(data, i));
            }
            return columns;
        }
    }

    /** On the server: MySQL's driver otherwise runs a query in order to describe it. */
    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        String onServer = "serverPrepareStatement";
        return VendorMethod.isThere(connection, onServer, sql)
                ? (PreparedStatement) VendorMethod.call(connection, onServer, sql)
                : connection.prepareStatement(sql);
    }

    /** An error comes without the transaction's status, which the drivers then don't know. */
    private static void restoreStatus(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DO 0");
        }
    }
}
