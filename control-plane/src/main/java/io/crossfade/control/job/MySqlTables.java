package io.crossfade.control.job;

import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads tables from {@code information_schema}. */
final class MySqlTables {

    private static final String COLUMNS =
            "SELECT * FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";

    private static final String KEY =
            "SELECT column_name FROM information_schema.key_column_usage WHERE table_schema = ? AND table_name = ?"
                    + " AND constraint_name = 'PRIMARY' ORDER BY ordinal_position";

    private MySqlTables() {}

    static Optional<TableFacts> read(MySqlSession session, TableId id) throws SQLException {
        List<ColumnFacts> columns =
                Rows.all(session.connection(), COLUMNS, row -> column(row, session.dialect()), id.schema(), id.name());
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        List<ColumnFacts> key = new ArrayList<>();
        for (String name : Rows.all(session.connection(), KEY, row -> row.getString(1), id.schema(), id.name())) {
            columns.stream().filter(column -> column.name().equals(name)).forEach(key::add);
        }
        return Optional.of(new TableFacts(id, 0, columns, key));
    }

    private static ColumnFacts column(ResultSet row, Dialect dialect) throws SQLException {
        String type = row.getString("COLUMN_TYPE");
        String extra = row.getString("EXTRA").toUpperCase(Locale.ROOT);
        List<String> settings = new ArrayList<>();
        if (extra.contains("ON UPDATE")) {
            settings.add("ON UPDATE");
        }
        if (extra.contains("INVISIBLE")) {
            settings.add("INVISIBLE");
        }
        return new ColumnFacts(
                row.getInt("ORDINAL_POSITION"),
                row.getString("COLUMN_NAME"),
                type,
                type,
                false,
                row.getString("COLLATION_NAME"),
                row.getString("IS_NULLABLE").equals("NO"),
                extra.contains("GENERATED") && !extra.contains("DEFAULT_GENERATED"),
                extra.contains("AUTO_INCREMENT"),
                defaultSql(row.getString("COLUMN_DEFAULT"), type, extra, dialect),
                "",
                settings,
                Optional.ofNullable(row.getString("COLUMN_COMMENT"))
                        .filter(comment -> !comment.isEmpty())
                        .orElse(null));
    }

    /** MariaDB shows a default as SQL, MySQL shows a constant's text and an expression with its quotes escaped. */
    private static @Nullable String defaultSql(@Nullable String shown, String type, String extra, Dialect dialect) {
        if (shown == null || (dialect == Dialect.MARIADB && shown.equals("NULL"))) {
            return null;
        }
        if (dialect == Dialect.MARIADB) {
            return shown;
        }
        if (extra.contains("DEFAULT_GENERATED")) {
            return shown.regionMatches(true, 0, "CURRENT_TIMESTAMP", 0, "CURRENT_TIMESTAMP".length())
                    ? shown
                    : "(" + shown.replace("\\'", "'") + ")";
        }
        return type.startsWith("bit") && shown.startsWith("b'") ? shown : MySqlForm.text(shown);
    }

    /** A column of this session's temporary table, as far as {@code SHOW COLUMNS} describes it. */
    static ColumnFacts temporary(MySqlSession session, String table, String column) throws SQLException {
        return Rows.all(
                        session.connection(),
                        "SHOW FULL COLUMNS FROM " + MySqlForm.quoted(table),
                        row -> new ColumnFacts(
                                1,
                                row.getString("Field"),
                                row.getString("Type"),
                                row.getString("Type"),
                                false,
                                row.getString("Collation"),
                                false,
                                false,
                                row.getString("Extra").toUpperCase(Locale.ROOT).contains("AUTO_INCREMENT"),
                                null,
                                "",
                                List.of(),
                                null))
                .stream()
                .filter(facts -> facts.name().equalsIgnoreCase(column))
                .findFirst()
                .orElseThrow();
    }
}
