package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Side;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A trigger of PostgreSQL that keeps both sides of a migration in step when somebody writes one of them past the driver. Of
 * a row that is inserted, the side that differs from its defaults counts as given; of one that is updated, the side that
 * changes. The other side is computed from it. Where both are given, nothing is done.
 *
 * <p>Sessions of Crossfade's say of themselves that they are, in a setting, and have it pass by.
 */
final class SyncTrigger {

    /** What a session of Crossfade's sets; the driver does it in its own place. */
    static final String SETTING = "crossfade.session";

    private static final String SCHEMA = "crossfade";
    private static final String GIVEN_SOURCE = "xf_source";
    private static final String GIVEN_TARGET = "xf_target";

    private final Migration migration;
    private final TableFacts table;
    private final PostgreSqlForm form = new PostgreSqlForm();

    SyncTrigger(Migration migration, TableFacts table) {
        this.migration = migration;
        this.table = table;
    }

    private String trigger() {
        return Quoting.name("xf_" + migration.name());
    }

    private String function() {
        return SCHEMA + "." + trigger();
    }

    /** @param truth the side to go by where the other may be stale */
    List<String> installed(Side truth) {
        List<String> statements = new ArrayList<>();
        statements.add(replaced(truth));
        statements.add("CREATE OR REPLACE TRIGGER " + trigger() + " BEFORE INSERT OR UPDATE ON " + table.sql()
                + " FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('" + SETTING + "', true), '') = '')"
                + " EXECUTE FUNCTION " + function() + "()");
        return statements;
    }

    List<String> dropped() {
        return List.of(
                "DROP TRIGGER IF EXISTS " + trigger() + " ON " + table.sql(),
                "DROP FUNCTION IF EXISTS " + function() + "()");
    }

    /** The function anew. Needs no lock on the table. */
    private String replaced(Side truth) {
        StringBuilder body = new StringBuilder("#variable_conflict use_column\nDECLARE\n  " + GIVEN_SOURCE
                + " boolean;\n  " + GIVEN_TARGET + " boolean;\nBEGIN\n");
        for (ColumnMapping mapping : migration.columns()) {
            Group group = group(mapping);
            if (!group.derivedSources().isEmpty() || !group.derivedTargets().isEmpty()) {
                addDerivation(body, group, truth);
            }
            addFilling(body, group);
        }
        body.append("  RETURN NEW;\nEND");
        return "CREATE OR REPLACE FUNCTION " + function()
                + "() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS " + Quoting.text(body.toString());
    }

    /** A column of the table and what computes it from the other side. */
    private record Computed(ColumnFacts column, String expression) {}

    /** Columns that are connected. */
    private record Group(
            List<ColumnFacts> sources,
            List<ColumnFacts> targets,
            List<Computed> derivedSources,
            List<Computed> derivedTargets,
            List<Computed> filled) {}

    private Group group(ColumnMapping mapping) {
        List<ColumnFacts> sources = columns(mapping.sources());
        List<ColumnFacts> targets = columns(mapping.targets());
        if (mapping instanceof Rename rename) {
            return new Group(
                    sources,
                    targets,
                    List.of(computed(rename.source(), Quoting.name(rename.target()))),
                    List.of(computed(rename.target(), Quoting.name(rename.source()))),
                    List.of());
        }
        if (mapping instanceof Conversion conversion) {
            Formulas formulas = new Formulas(conversion, Dialect.POSTGRESQL);
            List<Computed> filled = new ArrayList<>();
            formulas.independentTargets().forEach(column -> filled.add(up(column)));
            formulas.independentSources().forEach(column -> filled.add(down(column)));
            return new Group(
                    sources,
                    targets,
                    formulas.derivedSources().stream().map(this::down).toList(),
                    formulas.derivedTargets().stream().map(this::up).toList(),
                    filled);
        }
        throw new RefusedException("no trigger for " + mapping, List.of());
    }

    private List<ColumnFacts> columns(List<String> names) {
        return names.stream().map(table::require).toList();
    }

    private Computed up(AddedColumn column) {
        return computed(column.column(), column.up().orElseThrow());
    }

    private Computed down(RetiredColumn column) {
        return computed(column.column(), column.down());
    }

    private Computed computed(String column, String expression) {
        return new Computed(table.require(column), expression);
    }

    private void addDerivation(StringBuilder body, Group group, Side truth) {
        body.append("  IF TG_OP = 'INSERT' THEN\n");
        addGiven(body, GIVEN_SOURCE, group.sources(), SyncTrigger::defaultOf);
        addGiven(body, GIVEN_TARGET, group.targets(), SyncTrigger::defaultOf);
        body.append("    IF NOT ")
                .append(GIVEN_SOURCE)
                .append(" AND NOT ")
                .append(GIVEN_TARGET)
                .append(" THEN\n");
        body.append("      ")
                .append(truth == Side.SOURCE ? GIVEN_SOURCE : GIVEN_TARGET)
                .append(" := true;\n    END IF;\n");
        body.append("  ELSE\n");
        addGiven(body, GIVEN_SOURCE, group.sources(), column -> "OLD." + Quoting.name(column.name()));
        addGiven(body, GIVEN_TARGET, group.targets(), column -> "OLD." + Quoting.name(column.name()));
        body.append("  END IF;\n");
        body.append("  IF ")
                .append(GIVEN_SOURCE)
                .append(" AND NOT ")
                .append(GIVEN_TARGET)
                .append(" THEN\n");
        if (truth == Side.TARGET) {
            addRefreshing(body, group.derivedSources());
        }
        addComputing(body, group.derivedTargets(), "NEW", "    ");
        body.append("  ELSIF ")
                .append(GIVEN_TARGET)
                .append(" AND NOT ")
                .append(GIVEN_SOURCE)
                .append(" THEN\n");
        if (truth == Side.SOURCE) {
            addRefreshing(body, group.derivedTargets());
        }
        addComputing(body, group.derivedSources(), "NEW", "    ");
        body.append("  END IF;\n");
    }

    private interface Before {
        String of(ColumnFacts column);
    }

    private static String defaultOf(ColumnFacts column) {
        String value = column.defaultExpression();
        return "CAST((" + (value == null ? "NULL" : value) + "\n) AS " + column.type() + ")";
    }

    private static void addGiven(StringBuilder body, String variable, List<ColumnFacts> columns, Before before) {
        String differs = columns.stream()
                .map(column -> differs(column, before.of(column)))
                .collect(Collectors.joining(" OR "));
        body.append("    ")
                .append(variable)
                .append(" := ")
                .append(differs.isEmpty() ? "false" : differs)
                .append(";\n");
    }

    private static String differs(ColumnFacts column, String before) {
        return column.exact("NEW." + Quoting.name(column.name())) + " IS DISTINCT FROM " + column.exact(before);
    }

    /** What an update doesn't change of a side that may be stale is as the other side has it. */
    private void addRefreshing(StringBuilder body, List<Computed> columns) {
        if (columns.isEmpty()) {
            return;
        }
        body.append("    IF TG_OP = 'UPDATE' THEN\n");
        for (Computed each : columns) {
            body.append("      IF NOT (")
                    .append(differs(
                            each.column(), "OLD." + Quoting.name(each.column().name())))
                    .append(") THEN\n");
            addComputing(body, List.of(each), "OLD", "        ");
            body.append("      END IF;\n");
        }
        body.append("    END IF;\n");
    }

    /** Columns with values of their own are given one where they have none. */
    private void addFilling(StringBuilder body, Group group) {
        for (Computed each : group.filled()) {
            body.append("  IF TG_OP = 'INSERT' AND NEW.")
                    .append(Quoting.name(each.column().name()))
                    .append(" IS NULL THEN\n");
            addComputing(body, List.of(each), "NEW", "    ");
            body.append("  END IF;\n");
        }
    }

    /** @param row whose columns the expressions mean */
    private void addComputing(StringBuilder body, List<Computed> columns, String row, String indent) {
        if (columns.isEmpty()) {
            return;
        }
        String values = columns.stream()
                .map(each -> form.stored(each.expression(), each.column()))
                .collect(Collectors.joining(", "));
        String places = columns.stream()
                .map(each -> "NEW." + Quoting.name(each.column().name()))
                .collect(Collectors.joining(", "));
        body.append(indent)
                .append("SELECT ")
                .append(values)
                .append(" INTO ")
                .append(places)
                .append(" FROM (SELECT (")
                .append(row)
                .append(").*) AS ")
                .append(Quoting.name(table.id().name()))
                .append(";\n");
    }
}
