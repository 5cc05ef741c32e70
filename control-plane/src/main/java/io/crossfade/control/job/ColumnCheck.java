package io.crossfade.control.job;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    private static final String FOREIGN_KEYS =
            "SELECT conname FROM pg_constraint WHERE conrelid = ?::oid AND contype = 'f' AND ?::int2 = ANY (conkey)"
                    + " ORDER BY conname";

    private final Session session;
    private final TableFacts table;
    private final List<ColumnFacts> sources;
    private final Set<String> renamed;
    private final List<String> unaffected;

    /**
     * @param sources the columns to be dropped in the end
     * @param renamed those of them whose values stay as they are
     * @param unaffected what doesn't depend on them, whatever its text looks like
     */
    ColumnCheck(
            Session session,
            TableFacts table,
            List<ColumnFacts> sources,
            Set<String> renamed,
            List<String> unaffected) {
        this.session = session;
        this.table = table;
        this.sources = sources;
        this.renamed = renamed;
        this.unaffected = unaffected;
    }

    List<String> reasons() throws SQLException {
        List<String> reasons = new ArrayList<>();
        for (ColumnFacts column : sources) {
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
            for (String name : names(EXCLUSIONS, column)) {
                reasons.add("exclusion constraint '" + name + "' covers " + named
                        + " and can't be copied without a long lock; drop it first");
            }
            for (String name : names(NULLS_NOT_DISTINCT, column)) {
                reasons.add("unique index '" + name + "' on " + named + " is NULLS NOT DISTINCT: rows that aren't"
                        + " copied yet would collide in it; this version can't copy it");
            }
            if (!renamed.contains(column.name())) {
                for (String name : names(FOREIGN_KEYS, column)) {
                    reasons.add("foreign key '" + name + "' covers " + named
                            + "; this version converts columns without foreign keys only: drop it first");
                }
            }
        }
        reasons.addAll(new Dependents(session, table, unaffected)
                .of(sources.stream().map(ColumnFacts::name).toList()));
        return reasons;
    }

    private List<String> names(String query, ColumnFacts column) throws SQLException {
        return Rows.all(session.connection(), query, row -> row.getString(1), table.oid(), column.number());
    }

    /** What of the source the target won't have; a unique index among it is reason enough not to begin. */
    static List<String> losses(TargetShape shape, List<String> reasons) throws SQLException {
        List<String> notes = new ArrayList<>();
        for (TargetShape.IndexCopy index : shape.indexes()) {
            if (!index.carried() && index.unique()) {
                reasons.add("unique index '" + index.original() + "' covers a column whose values change, and can't be"
                        + " made for the target; drop it first, if the target can do without it");
            } else if (!index.carried()) {
                notes.add("index '" + index.original() + "' has no equivalent for the target and goes with the source;"
                        + " make the index that the target needs once the migration has reached VERIFY");
            }
        }
        for (TargetShape.ConstraintCopy constraint : shape.constraints()) {
            if (!constraint.carried()) {
                notes.add(
                        "constraint '" + constraint.original() + "' has no equivalent for the target and goes with the"
                                + " source; add the one that the target needs once the migration has reached SWITCH_READS");
            }
        }
        return notes;
    }

    List<String> notes() throws SQLException {
        List<String> notes = new ArrayList<>();
        for (String trigger : Rows.all(session.connection(), AFTER_TRIGGERS, row -> row.getString(1), table.oid())) {
            notes.add("trigger '" + trigger + "' of " + table.id() + " fires for every row that the backfill copies");
        }
        if (!sources.isEmpty()) {
            notes.add("functions whose body is a text can't be seen through: make sure that none of them names "
                    + sources.stream().map(ColumnFacts::name).toList() + " of " + table.id());
        }
        return notes;
    }

    private boolean isVolatile(String expression) throws SQLException {
        return session.reading(connection -> PostgreSqlProbe.isVolatile(connection, expression));
    }
}
