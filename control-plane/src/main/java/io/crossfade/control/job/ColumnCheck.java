package io.crossfade.control.job;

import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether columns are such that their target can take over from them. */
final class ColumnCheck {

    private static final String AFTER_TRIGGERS =
            "SELECT tgname FROM pg_trigger WHERE tgrelid = ?::oid AND NOT tgisinternal AND tgenabled <> 'D'"
                    + " AND tgtype & 3 <> 3 AND tgtype & 16 <> 0 ORDER BY tgname";

    private static final String EXCLUSIONS =
            "SELECT k.conname FROM pg_constraint k WHERE k.conrelid = ?::oid AND k.contype = 'x'"
                    + " AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_constraint'::regclass"
                    + " AND d.objid = k.oid AND d.refobjid = k.conrelid AND d.refobjsubid = ?)";

    private static final String NULLS_NOT_DISTINCT =
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ?::oid"
                    + " AND i.indisunique AND (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean"
                    + " AND ?::int2 = ANY (i.indkey::int2[])";

    private final Session session;
    private final TableFacts table;
    private final Migration migration;

    ColumnCheck(Session session, TableFacts table, Migration migration) {
        this.session = session;
        this.table = table;
        this.migration = migration;
    }

    List<String> reasons() throws SQLException {
        List<String> reasons = new ArrayList<>();
        for (Rename mapping : Renames.of(migration)) {
            ColumnFacts column = table.require(mapping.source());
            String named = "column '" + column.name() + "' of " + table.id();
            if (column.generated()) {
                reasons.add(named + " is generated from others; change its expression's place instead of its name");
            }
            if (column.identity()) {
                reasons.add(named + " is an identity; this version can't move an identity to another column");
            }
            if (table.primaryKey().contains(column)) {
                reasons.add(named + " is part of the primary key; this version renames other columns only");
            }
            if (column.defaultExpression() != null && !column.generated() && isVolatile(column.defaultExpression())) {
                reasons.add(named + " has the volatile default " + column.defaultExpression()
                        + ", which would give both sides different values; drop the default or set it in the"
                        + " application");
            }
            for (String name :
                    Rows.all(session.connection(), EXCLUSIONS, row -> row.getString(1), table.oid(), column.number())) {
                reasons.add("exclusion constraint '" + name + "' covers " + named
                        + " and can't be copied without a long lock; drop it first");
            }
            for (String name : Rows.all(
                    session.connection(), NULLS_NOT_DISTINCT, row -> row.getString(1), table.oid(), column.number())) {
                reasons.add("unique index '" + name + "' on " + named + " is NULLS NOT DISTINCT: rows that aren't"
                        + " copied yet would collide in it; this version can't copy it");
            }
        }
        reasons.addAll(Dependents.of(session, table, migration));
        return reasons;
    }

    List<String> notes() throws SQLException {
        List<String> notes = new ArrayList<>();
        for (String trigger : Rows.all(session.connection(), AFTER_TRIGGERS, row -> row.getString(1), table.oid())) {
            notes.add("trigger '" + trigger + "' of " + table.id() + " fires for every row that the backfill copies");
        }
        notes.add("functions whose body is a text can't be seen through: make sure that none of them names "
                + Renames.of(migration).stream().map(Rename::source).toList() + " of " + table.id());
        return notes;
    }

    /** The planner tells: a condition without columns is checked once, unless it is volatile. Nothing is executed. */
    private boolean isVolatile(String expression) throws SQLException {
        return session.reading(connection -> Rows.one(
                        connection,
                        "EXPLAIN (FORMAT JSON, COSTS OFF) SELECT FROM pg_catalog.generate_series(1, 2) WHERE ("
                                + expression + ") IS NOT NULL",
                        row -> row.getString(1))
                .filter(plan -> plan.contains("\"Filter\""))
                .isPresent());
    }
}
