package io.crossfade.control.job;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.RetiredColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How two sides of a row are told apart and made equal, in PostgreSQL's SQL.
 *
 * @param reverse whether the target is what counts, and the source follows it
 */
record Difference(TableFacts table, List<ColumnMapping> mappings, boolean reverse) {

    private static final PostgreSqlForm FORM = new PostgreSqlForm();

    /** Whether no column of one side follows from the other, so that there is nothing to copy or compare. */
    boolean isEmpty() {
        return assigned().isEmpty();
    }

    /** Holds for a row whose sides don't agree bit for bit. */
    String predicate() {
        List<String> differences = new ArrayList<>();
        for (ColumnMapping mapping : mappings) {
            if (mapping instanceof Rename rename) {
                differences.add(FORM.differ(
                        Quoting.name(rename.source()), Quoting.name(rename.target()), table.require(rename.source())));
            } else {
                differences.addAll(differences((Conversion) mapping));
            }
        }
        return differences.isEmpty() ? "FALSE" : "(" + String.join(" OR ", differences) + ")";
    }

    private List<String> differences(Conversion conversion) {
        Formulas formulas = new Formulas(conversion, FORM.dialect());
        List<String> differences = new ArrayList<>();
        List<String> targets = formulas.derivedTargets().stream()
                .map(column -> differs(column.column(), column.up().orElseThrow()))
                .toList();
        if (reverse) {
            List<String> sources = formulas.derivedSources().stream()
                    .map(column -> differs(column.column(), column.down()))
                    .toList();
            if (!sources.isEmpty()) {
                String found = "(" + String.join(" OR ", sources) + ")";
                // What up makes of the source is what the target has: then the source is as good as any other.
                differences.add(
                        formulas.upProvesTheSource()
                                ? "(" + found + " AND (" + String.join(" OR ", targets) + "))"
                                : found);
            }
            formulas.independentSources().forEach(column -> differences.add(lacks(column.column(), column.down())));
        } else {
            differences.addAll(targets);
            formulas.independentTargets()
                    .forEach(column ->
                            differences.add(lacks(column.column(), column.up().orElseThrow())));
        }
        return differences;
    }

    private String differs(String column, String expression) {
        ColumnFacts facts = table.require(column);
        return FORM.differ(Quoting.name(column), PostgreSqlForm.cast(expression, facts), facts);
    }

    private String lacks(String column, String expression) {
        return "(" + Quoting.name(column) + " IS NULL AND " + PostgreSqlForm.cast(expression, table.require(column))
                + " IS NOT NULL)";
    }

    /** Gives one side the values that follow from the other's. */
    String assignments() {
        return String.join(", ", assigned());
    }

    private List<String> assigned() {
        List<String> assignments = new ArrayList<>();
        for (ColumnMapping mapping : mappings) {
            if (mapping instanceof Rename rename) {
                String source = Quoting.name(rename.source());
                String target = Quoting.name(rename.target());
                assignments.add(reverse ? source + " = " + target : target + " = " + source);
                continue;
            }
            Formulas formulas = new Formulas((Conversion) mapping, FORM.dialect());
            if (reverse) {
                for (RetiredColumn column : formulas.derivedSources()) {
                    assignments.add(assign(column.column(), column.down()));
                }
                for (RetiredColumn column : formulas.independentSources()) {
                    assignments.add(fill(column.column(), column.down()));
                }
            } else {
                for (AddedColumn column : formulas.derivedTargets()) {
                    assignments.add(assign(column.column(), column.up().orElseThrow()));
                }
                for (AddedColumn column : formulas.independentTargets()) {
                    assignments.add(fill(column.column(), column.up().orElseThrow()));
                }
            }
        }
        return assignments;
    }

    private String assign(String column, String expression) {
        return Quoting.name(column) + " = " + FORM.stored(expression, table.require(column));
    }

    private String fill(String column, String expression) {
        return Quoting.name(column) + " = COALESCE(" + Quoting.name(column) + ", "
                + FORM.stored(expression, table.require(column)) + ")";
    }

    /** The source's columns, then the target's, as text, cut, for a select list. */
    String samples() {
        return Stream.concat(sources().stream(), targets().stream())
                .map(column -> ", " + FORM.shown(Quoting.name(column), table.require(column)))
                .collect(Collectors.joining());
    }

    List<String> sources() {
        return mappings.stream().flatMap(mapping -> mapping.sources().stream()).toList();
    }

    List<String> targets() {
        return mappings.stream().flatMap(mapping -> mapping.targets().stream()).toList();
    }
}
