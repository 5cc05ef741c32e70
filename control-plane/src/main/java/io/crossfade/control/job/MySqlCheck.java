package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.job.MappingCompiler.Compiled;
import io.crossfade.control.job.Probe.Shape;
import io.crossfade.control.job.RowScan.Findings;
import io.crossfade.control.store.Facts;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds a definition against a MySQL or MariaDB server before anything is changed. */
final class MySqlCheck {

    private static final long FEW_ROWS = 200_000;

    private static final String TABLE =
            "SELECT table_schema, table_name, table_type, engine, create_options FROM information_schema.tables"
                    + " WHERE table_schema = COALESCE(NULLIF(?, ''), DATABASE()) AND table_name = ?";

    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = COALESCE(NULLIF(?, ''), DATABASE())";

    private static final String BEFORE_TRIGGERS =
            "SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema = ? AND event_object_table = ?"
                    + " AND action_timing = 'BEFORE' AND event_manipulation <> 'DELETE'";

    private static final String AFTER_TRIGGERS =
            "SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema = ? AND event_object_table = ?"
                    + " AND action_timing = 'AFTER' AND event_manipulation = 'UPDATE'";

    private final MySqlSession session;
    private final MigrationDefinition definition;
    private final List<Migration> running;
    private final int chunkRows;
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    MySqlCheck(MySqlSession session, MigrationDefinition definition, List<Migration> running, int chunkRows) {
        this.session = session;
        this.definition = definition;
        this.running = List.copyOf(running);
        this.chunkRows = chunkRows;
    }

    private record Found(TableId id, String type, String engine, String options) {}

    StartCheck run() throws SQLException {
        Found found = find();
        if (!found.type().equals("BASE TABLE")) {
            throw refused(List.of(found.id() + " is a " + found.type().toLowerCase(Locale.ROOT)
                    + "; this version migrates ordinary tables only"));
        }
        TableFacts table = MySqlTables.read(session, found.id())
                .orElseThrow(() -> refused(List.of("table " + found.id() + " was dropped just now")));
        checkTable(found, table);
        MySqlProbe probe = MySqlProbe.of(session, table);
        Compiled compiled = new MappingCompiler(definition, table, leaving(table), session.form(), probe).compile();
        obstacles.addAll(compiled.obstacles());
        List<ColumnFacts> sources = sources(table);
        for (ColumnFacts source : sources) {
            checkColumn(table, source, MySqlProbe.of(session, table));
        }
        obstacles.addAll(new MySqlDependents(session, table, definition.unaffected())
                .of(sources.stream().map(ColumnFacts::name).toList()));
        if (!compiled.reasons().isEmpty()) {
            throw refused(Stream.concat(compiled.reasons().stream(), obstacles.stream())
                    .toList());
        }
        Migration migration = new Migration(definition.name(), found.id(), compiled.mappings(), Phase.EXPAND, 0);
        checkShape(new MySqlShape(session, table, migration));
        if (definition.triggers()) {
            obstacles.add("'triggers: true' is there on PostgreSQL only: take it out of the file, and stop what writes "
                    + table.id() + " past the driver before the start");
        }
        if (obstacles.isEmpty()) {
            scan(table, compiled);
        }
        List<String> notNull = sources.stream()
                .filter(ColumnFacts::notNull)
                .map(ColumnFacts::name)
                .toList();
        return new StartCheck(
                migration,
                Facts.of(notNull).withLossy(definition.lossy()).withUnaffected(definition.unaffected()),
                obstacles,
                notes);
    }

    /** What earlier migrations of the table retire. */
    private Set<String> leaving(TableFacts table) {
        return running.stream()
                .filter(migration -> migration.table().equals(table.id()))
                .flatMap(migration -> migration.columns().stream())
                .flatMap(mapping -> mapping.sources().stream())
                .collect(Collectors.toSet());
    }

    private Found find() throws SQLException {
        String schema = definition.schema().orElse("");
        List<Found> found = Rows.all(
                session.connection(),
                TABLE,
                row -> new Found(
                        new TableId(row.getString(1), row.getString(2)),
                        row.getString(3),
                        String.valueOf(row.getString(4)),
                        String.valueOf(row.getString(5))),
                schema,
                definition.table());
        if (!found.isEmpty()) {
            return found.get(0);
        }
        List<String> near = NearNames.of(
                definition.table(), Rows.all(session.connection(), TABLES, row -> row.getString(1), schema));
        throw refused(List.of("there is no table '" + definition.table() + "' in "
                + definition
                        .schema()
                        .map(name -> "database '" + name + "' of the server")
                        .orElse("the database of the URL")
                + "; " + (near.isEmpty() ? "it has no tables" : "the nearest are " + String.join(", ", near))));
    }

    private void checkTable(Found found, TableFacts table) throws SQLException {
        if (!found.engine().equalsIgnoreCase("InnoDB")) {
            obstacles.add("table " + table.id() + " is kept by " + found.engine()
                    + ", which can't change it while others write; this version migrates tables of InnoDB");
        }
        if (found.options().contains("partitioned")) {
            obstacles.add("table " + table.id() + " is partitioned; this version migrates ordinary tables only");
        }
        if (table.primaryKey().isEmpty()) {
            obstacles.add("table " + table.id() + " has no primary key, by which rows could be copied in chunks;"
                    + " add one first");
        }
        obstacles.addAll(MySqlKeyset.reasonsAgainst(table));
        for (String trigger : names(BEFORE_TRIGGERS, table)) {
            obstacles.add("trigger '" + trigger + "' runs before each row of " + table.id() + " is written and could"
                    + " change the source behind the driver; drop it, or make it an AFTER trigger");
        }
        for (String trigger : names(AFTER_TRIGGERS, table)) {
            notes.add("trigger '" + trigger + "' of " + table.id() + " fires for every row that the backfill copies");
        }
    }

    private List<String> names(String query, TableFacts table) throws SQLException {
        return Rows.all(
                session.connection(),
                query,
                row -> row.getString(1),
                table.id().schema(),
                table.id().name());
    }

    private List<ColumnFacts> sources(TableFacts table) {
        Set<String> names = new LinkedHashSet<>();
        definition.renames().forEach(column -> names.add(column.source()));
        definition.retired().forEach(column -> names.add(column.column()));
        return names.stream().map(table::column).flatMap(Optional::stream).toList();
    }

    private void checkColumn(TableFacts table, ColumnFacts column, MySqlProbe probe) throws SQLException {
        String named = "column '" + column.name() + "' of " + table.id();
        if (column.generated()) {
            obstacles.add(named + " is generated from others; change its expression's place instead of its name");
        }
        if (column.identity()) {
            obstacles.add(named + " counts by itself (AUTO_INCREMENT); this version can't move that to another column");
        }
        if (table.primaryKey().contains(column)) {
            obstacles.add(named + " is part of the primary key; this version renames other columns only");
        }
        for (String setting : column.settings()) {
            obstacles.add(
                    named + " is " + setting + "; this version can't carry that over: take it from the column first");
        }
        String value = column.defaultExpression();
        if (value != null
                && !column.generated()
                && MySqlProbe.defaultValue(session.form(), value).startsWith("(")
                && probe.computes(Shape.SOURCE, value, column).isPresent()) {
            obstacles.add(
                    named + " has the default " + value + ", which would give both sides different values; drop the"
                            + " default or set it in the application");
        }
    }

    private void checkShape(MySqlShape shape) throws SQLException {
        for (MySqlShape.Index index : shape.indexes()) {
            if (!index.ordinary()) {
                obstacles.add(
                        "index '" + index.name() + "' is one that the server can't make without locking writers out;"
                                + " drop it first, and make it anew once the migration is complete");
            } else if (!index.carried() && index.unique()) {
                obstacles.add(
                        "unique index '" + index.name() + "' covers a column whose values change, and can't be made for"
                                + " the target; drop it first, if the target can do without it");
            } else if (!index.carried()) {
                notes.add("index '" + index.name()
                        + "' has no equivalent for the target and goes with the source; make the"
                        + " index that the target needs once the migration has reached VERIFY");
            }
        }
        Set<String> converted = new LinkedHashSet<>();
        definition.retired().forEach(column -> converted.add(column.column()));
        for (MySqlShape.ForeignKey key : shape.foreignKeys()) {
            if (key.columns().stream().anyMatch(converted::contains)) {
                obstacles.add(
                        "foreign key '" + key.name() + "' covers a column whose values change; this version converts"
                                + " columns without foreign keys only: drop it first");
            }
        }
    }

    private void scan(TableFacts table, Compiled compiled) throws SQLException {
        Findings findings = new RowScan(
                        session.connection(),
                        table,
                        compiled.mappings(),
                        compiled.added(),
                        session.form(),
                        new MySqlKeyset(table, session.form(), ""),
                        MySqlCheck::attempt,
                        chunkRows)
                .run(estimateRows(session, table));
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

    private static Optional<String> attempt(RowScan.Work work) throws SQLException {
        try {
            work.run();
            return Optional.empty();
        } catch (SQLException e) {
            if (!RowError.is(e)) {
                throw e;
            }
            return Optional.of(RowError.message(e));
        }
    }

    /** The rows there are, nearly. */
    static long estimateRows(MySqlSession session, TableFacts table) throws SQLException {
        long estimate = Rows.one(
                        session.connection(),
                        "SELECT table_rows FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                        row -> row.getLong(1),
                        table.id().schema(),
                        table.id().name())
                .orElse(0L);
        return estimate >= FEW_ROWS
                ? estimate
                : Rows.one(
                                session.connection(),
                                "SELECT COUNT(*) FROM " + session.form().table(table.id()),
                                row -> row.getLong(1))
                        .orElse(0L);
    }

    private RefusedException refused(List<String> why) {
        return new RefusedException("migration '" + definition.name() + "' can't start", why);
    }
}
