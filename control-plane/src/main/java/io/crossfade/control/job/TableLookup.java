package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.TableId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Finds the table that a definition means: in the schema it names, or else along the search path. */
final class TableLookup {

    private static final String BY_SEARCH_PATH = """
            SELECT n.nspname, c.relname FROM unnest(current_schemas(false)) WITH ORDINALITY AS p (schema, place)
            JOIN pg_namespace n ON n.nspname = p.schema
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname = ?
            ORDER BY p.place LIMIT 1
            """;

    private static final String BY_SCHEMA = """
            SELECT n.nspname, c.relname FROM pg_namespace n
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            WHERE n.nspname = ? AND c.relname = ?
            """;

    private static final String ALL = """
            SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            """;

    private final Session session;
    private final MigrationDefinition definition;

    TableLookup(Session session, MigrationDefinition definition) {
        this.session = session;
        this.definition = definition;
    }

    TableId find() throws SQLException {
        Optional<TableId> found = definition.schema().isPresent()
                ? Rows.one(
                        session.connection(),
                        BY_SCHEMA,
                        row -> new TableId(row.getString(1), row.getString(2)),
                        definition.schema().get(),
                        definition.table())
                : Rows.one(
                        session.connection(),
                        BY_SEARCH_PATH,
                        row -> new TableId(row.getString(1), row.getString(2)),
                        definition.table());
        return found.isPresent() ? found.get() : refuse();
    }

    private TableId refuse() throws SQLException {
        List<String> tables = Rows.all(session.connection(), ALL, row -> row.getString(1));
        String schema = definition.schema().orElse("public");
        List<String> near = NearNames.of(schema + "." + definition.table(), tables);
        String where = definition.schema().map(name -> "schema '" + name + "'").orElse("the search path");
        throw new RefusedException(
                "migration '" + definition.name() + "' can't start",
                List.of("there is no table '" + definition.table() + "' in " + where + " of database '"
                        + definition.database() + "'; "
                        + (near.isEmpty() ? "the database has no tables" : "the nearest are " + String.join(", ", near))
                        + " (names are as the catalog has them: case counts)"));
    }
}
