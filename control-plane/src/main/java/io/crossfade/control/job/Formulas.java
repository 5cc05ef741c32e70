package io.crossfade.control.job;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.Migration;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.sql.Dialect;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A conversion's columns by where their values come from.
 *
 * <p>An added column is derived if its {@code up} mentions a retired one, a retired column if its {@code down} mentions an
 * added one. What isn't derived is independent: it has values of its own, and is only filled where it has none.
 */
final class Formulas {

    private final Conversion conversion;
    private final Dialect dialect;

    Formulas(Conversion conversion, Dialect dialect) {
        this.conversion = conversion;
        this.dialect = dialect;
    }

    List<AddedColumn> derivedTargets() {
        return conversion.added().stream().filter(this::isDerived).toList();
    }

    /** Those that have an {@code up}. */
    List<AddedColumn> independentTargets() {
        return conversion.added().stream()
                .filter(column -> column.up().isPresent() && !isDerived(column))
                .toList();
    }

    List<RetiredColumn> derivedSources() {
        return conversion.retired().stream().filter(this::isDerived).toList();
    }

    List<RetiredColumn> independentSources() {
        return conversion.retired().stream()
                .filter(column -> !isDerived(column))
                .toList();
    }

    boolean isDerived(AddedColumn column) {
        return column.up().filter(up -> mentionsAny(up, conversion.sources())).isPresent();
    }

    private boolean isDerived(RetiredColumn column) {
        return mentionsAny(column.down(), conversion.targets());
    }

    /**
     * Whether the source's values are accounted for where the target's are what {@code up} makes of them, even if
     * {@code down} would make others of those: spaces that a split has dropped, digits that a type doesn't hold.
     */
    boolean upProvesTheSource() {
        Set<String> mentioned = new HashSet<>();
        derivedTargets().forEach(column -> mentioned.addAll(mentions(column.up())));
        return derivedSources().stream()
                        .map(column -> dialect.columnKey(column.column()))
                        .allMatch(mentioned::contains)
                && !derivedTargets().isEmpty();
    }

    /** The columns that a migration's expressions mention. */
    static Set<String> mentioned(Migration migration, Dialect dialect) {
        Set<String> names = new LinkedHashSet<>();
        for (ColumnMapping mapping : migration.columns()) {
            if (mapping instanceof Conversion conversion) {
                conversion.retired().forEach(column -> names.addAll(SqlExpression.columnsOf(dialect, column.down())));
                conversion.added().forEach(column -> column.up()
                        .ifPresent(up -> names.addAll(SqlExpression.columnsOf(dialect, up))));
            }
        }
        return names;
    }

    private boolean mentionsAny(String expression, Collection<String> columns) {
        Set<String> mentioned = mentions(Optional.of(expression));
        return columns.stream().map(dialect::columnKey).anyMatch(mentioned::contains);
    }

    private Set<String> mentions(Optional<String> expression) {
        Set<String> keys = new HashSet<>();
        expression
                .map(text -> SqlExpression.columnsOf(dialect, text))
                .ifPresent(names -> names.forEach(name -> keys.add(dialect.columnKey(name))));
        return keys;
    }
}
