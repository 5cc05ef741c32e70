package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.job.MappingCompiler.Compiled;
import io.crossfade.control.job.RowScan.Findings;
import io.crossfade.control.store.Facts;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds a definition against the catalog before anything is changed, and finds every reason to refuse it at once. */
final class PreStartCheck {

    private final Session session;
    private final MigrationDefinition definition;
    private final int chunkRows;
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    PreStartCheck(Session session, MigrationDefinition definition, int chunkRows) {
        this.session = session;
        this.definition = definition;
        this.chunkRows = chunkRows;
    }

    StartCheck run() throws SQLException {
        TableId id = new TableLookup(session, definition).find();
        TableFacts table = session.reading(connection -> TableFacts.read(connection, id))
                .orElseThrow(() -> refused(List.of("table " + id + " was dropped just now")));
        TableCheck tableCheck = new TableCheck(session, table);
        obstacles.addAll(tableCheck.reasons());
        if (tableCheck.isClosed()) {
            throw refused(obstacles);
        }
        Compiled compiled = session.reading(connection -> new MappingCompiler(
                        definition, table, Set.of(), new PostgreSqlForm(), PostgreSqlProbe.of(connection, table))
                .compile());
        obstacles.addAll(compiled.obstacles());
        ColumnCheck check = columnCheck(table);
        obstacles.addAll(check.reasons());
        notes.addAll(check.notes());
        if (!compiled.reasons().isEmpty()) {
            throw refused(Stream.concat(compiled.reasons().stream(), obstacles.stream())
                    .toList());
        }
        Migration migration = new Migration(definition.name(), id, compiled.mappings(), Phase.EXPAND, 0);
        if (definition.triggers()) {
            obstacles.addAll(TriggerCheck.obstacles(migration, table));
        }
        if (obstacles.isEmpty()) {
            notes.addAll(ColumnCheck.losses(new TargetShape(session, table, migration), obstacles));
            scan(table, compiled);
        }
        List<String> notNull = table.columns().stream()
                .filter(ColumnFacts::notNull)
                .map(ColumnFacts::name)
                .filter(TargetColumn.sources(migration)::contains)
                .toList();
        return new StartCheck(
                migration,
                Facts.of(notNull)
                        .withLossy(definition.lossy())
                        .withUnaffected(definition.unaffected())
                        .withTriggers(definition.triggers()),
                obstacles,
                notes);
    }

    private ColumnCheck columnCheck(TableFacts table) {
        Set<String> renamed = new LinkedHashSet<>();
        definition.renames().forEach(column -> renamed.add(column.source()));
        Set<String> names = new LinkedHashSet<>(renamed);
        definition.retired().forEach(column -> names.add(column.column()));
        List<ColumnFacts> sources =
                names.stream().map(table::column).flatMap(Optional::stream).toList();
        return new ColumnCheck(session, table, sources, renamed, definition.unaffected());
    }

    private void scan(TableFacts table, Compiled compiled) throws SQLException {
        long rows = JobScene.estimateRows(session.connection(), table, "");
        Findings findings = session.reading(connection -> new RowScan(
                        connection,
                        table,
                        compiled.mappings(),
                        compiled.added(),
                        new PostgreSqlForm(),
                        new PostgreSqlKeyset(table, ""),
                        work -> attempt(connection, work),
                        chunkRows)
                .run(rows));
        obstacles.addAll(findings.failures());
        findings.coverage().ifPresent(notes::add);
        findings.losses().ifPresent(losses -> {
            if (definition.lossy()) {
                notes.add(losses);
            } else {
                obstacles.add(
                        losses + "; mend the expressions or the rows, or write 'lossy: true' into the file if that"
                                + " may be");
            }
        });
    }

    private static Optional<String> attempt(Connection connection, RowScan.Work work) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            work.run();
            connection.releaseSavepoint(before);
            return Optional.empty();
        } catch (SQLException e) {
            if (!RowError.is(e)) {
                throw e;
            }
            connection.rollback(before);
            return Optional.of(RowError.message(e));
        }
    }

    private RefusedException refused(List<String> why) {
        return new RefusedException("migration '" + definition.name() + "' can't start", why);
    }
}
