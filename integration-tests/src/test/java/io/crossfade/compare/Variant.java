package io.crossfade.compare;

import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import io.crossfade.processes.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same tables under other names: what holds for {@code users.name} must hold for every table and column. */
enum Variant {
    USERS("users", new TableId("public", "users"), "name", "full_name", "text"),
    KUNDEN("\"App\".\"Kunden\"", new TableId("App", "Kunden"), "Vor Name", "Ruf-Name", "varchar(40)");

    private static final Path SCHEMA = Path.of("src/test/resources/comparison-schema.sql");

    private static final String SETTLING = "SELECT harness.settle();";

    private final String tableInSql;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list of records.
    private final List<MappedColumn> columns;

    Variant(String tableInSql, TableId table, String source, String target, String type) {
        this.tableInSql = tableInSql;
        TableId accounts = new TableId("public", "accounts");
        TableId tags = new TableId("public", "tags");
        TableId facts = new TableId("public", "facts");
        this.columns = List.of(
                new MappedColumn("users-full-name", table, "name", source, target, type, true, false, ""),
                new MappedColumn(
                        "accounts-handle",
                        accounts,
                        "login",
                        "login",
                        "handle",
                        "varchar(20)",
                        false,
                        false,
                        "'guest'"),
                new MappedColumn("tags-slug", tags, "label", "label", "slug", "text", true, true, ""),
                new MappedColumn("facts", facts, "n", "n", "amount", "integer", false, false, ""),
                new MappedColumn("facts", facts, "doc", "doc", "payload", "jsonb", false, false, ""),
                new MappedColumn("facts", facts, "seen", "seen", "last_seen", "timestamptz", false, false, ""));
    }

    boolean runs(Case shape) {
        return this == USERS || !shape.has(Case.Flag.USERS_ONLY);
    }

    /** The text with the names of one shape in the places of the placeholders. */
    String text(String sql, boolean ofTarget) {
        String text = sql.replace("{users}", tableInSql);
        for (MappedColumn column : columns) {
            text = text.replace("{" + column.placeholder() + "}", column.name(ofTarget))
                    .replace("{" + column.placeholder() + ":source}", column.name(false))
                    .replace("{" + column.placeholder() + ":target}", column.name(true));
        }
        return text;
    }

    String database(String suffix) {
        return (name() + "_" + suffix).toLowerCase(Locale.ROOT);
    }

    /** Makes the plain databases of both shapes and one for every state. */
    void createDatabases(DatabaseServer postgres) throws SQLException, IOException {
        String base = database("base");
        postgres.createDatabase(base);
        postgres.execute(base, schema());
        try (Connection connection = postgres.connect(base)) {
            fillMappingTable(connection);
        }
        postgres.execute(base, SETTLING);
        copy(postgres, base, database("plain_source"));
        copy(postgres, base, database("plain_target"));
        postgres.execute(database("plain_target"), sql(List.of(Change.RENAME)) + SETTLING);
        for (State state : State.values()) {
            copy(postgres, base, database(state.name()));
            if (!state.changes().isEmpty()) {
                postgres.execute(database(state.name()), sql(state.changes()) + SETTLING);
            }
        }
    }

    /** Makes a database as a copy of another, to which nobody may be connected. */
    private static void copy(DatabaseServer postgres, String template, String name) throws SQLException {
        postgres.execute(postgres.ownDatabase(), "CREATE DATABASE " + name + " TEMPLATE " + template);
    }

    /** Reads the columns' places from the catalog and writes the snapshot file of a state. */
    Path writeSnapshot(DatabaseServer postgres, State state, Path directory) throws SQLException, IOException {
        Map<String, List<Rename>> renames = new LinkedHashMap<>();
        Map<String, TableId> tables = new LinkedHashMap<>();
        try (Connection connection = postgres.connect(database("base"))) {
            for (MappedColumn column : columns) {
                renames.computeIfAbsent(column.migration(), name -> new ArrayList<>())
                        .add(new Rename(column.source(), column.target(), ordinal(connection, column)));
                tables.put(column.migration(), column.table());
            }
        }
        List<Migration> migrations = new ArrayList<>();
        renames.forEach((name, mappings) -> migrations.add(
                new Migration(name, tables.get(name), List.copyOf(mappings), state.phase(), state.targetPercent())));
        Path file = directory.resolve(database(state.name()) + ".json");
        if (Files.exists(file)) {
            return file;
        }
        return Files.writeString(file, Wire.write(new Snapshot("compare", 1, migrations)));
    }

    String adopted() {
        return String.join(
                ",", columns.stream().map(MappedColumn::migration).distinct().toList());
    }

    private String schema() throws IOException {
        return text(Files.readString(SCHEMA), false)
                .replace("{name-type}", columns.get(0).type());
    }

    private String sql(List<Change> changes) {
        StringBuilder sql = new StringBuilder();
        for (Change change : changes) {
            columns.forEach(column -> sql.append(change.sql(column)).append('\n'));
        }
        return sql.toString();
    }

    private void fillMappingTable(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO harness.mapped VALUES (?, ?, ?, ?)")) {
            for (MappedColumn column : columns) {
                insert.setString(1, column.table().schema());
                insert.setString(2, column.table().name());
                insert.setString(3, column.source());
                insert.setString(4, column.target());
                insert.executeUpdate();
            }
        }
    }

    private static int ordinal(Connection connection, MappedColumn column) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT a.attnum FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname = ? AND a.attname = ?")) {
            select.setString(1, column.table().schema());
            select.setString(2, column.table().name());
            select.setString(3, column.source());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
