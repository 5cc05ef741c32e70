package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.store.Facts;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationDefinition.RenamedColumn;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Holds a definition against the catalog before anything is changed, and finds every reason to refuse it at once. */
final class PreStartCheck {

    private final Session session;
    private final MigrationDefinition definition;
    private final List<String> reasons = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    PreStartCheck(Session session, MigrationDefinition definition) {
        this.session = session;
        this.definition = definition;
    }

    StartCheck run() throws SQLException {
        TableId id = new TableLookup(session, definition).find();
        TableFacts table = session.reading(connection -> TableFacts.read(connection, id))
                .orElseThrow(() -> refused(List.of("table " + id + " was dropped just now")));
        reasons.addAll(new TableCheck(session, table).reasons());
        definition.added().forEach(column -> reasons.add(column.place() + ": this version carries out renames only"));
        definition.retired().forEach(column -> reasons.add(column.place() + ": this version carries out renames only"));
        List<ColumnMapping> columns = new ArrayList<>();
        List<String> notNull = new ArrayList<>();
        for (RenamedColumn renamed : definition.renames()) {
            table.column(renamed.source())
                    .ifPresentOrElse(
                            source -> {
                                columns.add(new Rename(renamed.source(), renamed.target(), source.number()));
                                if (source.notNull()) {
                                    notNull.add(source.name());
                                }
                            },
                            () -> reasons.add("table " + id + " has no column '" + renamed.source() + "'; it has "
                                    + String.join(
                                            ", ",
                                            NearNames.of(
                                                    renamed.source(),
                                                    table.columns().stream()
                                                            .map(ColumnFacts::name)
                                                            .toList()))));
            checkTarget(table, renamed.target());
        }
        if (!columns.isEmpty()) {
            Migration migration = new Migration(definition.name(), id, columns, Phase.EXPAND, 0);
            ColumnCheck check = new ColumnCheck(session, table, migration);
            reasons.addAll(check.reasons());
            notes.addAll(check.notes());
            if (reasons.isEmpty()) {
                return new StartCheck(migration, Facts.of(notNull), notes);
            }
        }
        throw refused(reasons);
    }

    private void checkTarget(TableFacts table, String target) {
        table.column(target)
                .filter(column -> !Marker.marks(definition.name(), column.comment()))
                .ifPresent(column -> reasons.add("table " + table.id() + " already has a column '" + target
                        + "'; choose another name, or drop it if nobody uses it"));
        if (target.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 63) {
            reasons.add("'" + target + "' is longer than the 63 bytes that PostgreSQL keeps of a name; shorten it");
        }
    }

    private RefusedException refused(List<String> why) {
        return new RefusedException("migration '" + definition.name() + "' can't start", why);
    }
}
