package io.crossfade.rewrite;

import io.crossfade.sql.Alias;
import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.FromItem.Join.Kind;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which relations a FROM clause offers to the names of its query. Changes nothing. */
final class FromClause {

    /** Functions of PostgreSQL's own whose rows are one value, named like the function or its alias. */
    private static final Set<String> SCALAR = Set.of(
            "generate_series",
            "generate_subscripts",
            "regexp_split_to_table",
            "string_to_table",
            "json_object_keys",
            "jsonb_object_keys");

    private final Context context;
    private final Outputs outputs;

    FromClause(Context context, Outputs outputs) {
        this.context = context;
        this.outputs = outputs;
    }

    Scope scope(List<FromItem> items, @Nullable Scope outer, @Nullable CommonTables common) {
        List<Relation> relations = new ArrayList<>();
        Set<String> merged = new LinkedHashSet<>();
        for (FromItem item : items) {
            relations.addAll(relations(item, common));
            merged.addAll(merged(item, common));
        }
        return new Scope(outer, relations, merged);
    }

    /** What a statement that writes sees: its table, and beside it what it reads from. */
    Scope scope(Relation target, List<FromItem> items, @Nullable CommonTables common) {
        Scope others = scope(items, null, common);
        return new Scope(null, Lists.joined(List.of(target), others.relations()), others.merged());
    }

    /** The table that is written to. No subquery can stand in for it. */
    Relation target(FromItem.TableRef reference) {
        Relation found = table(reference, null);
        return found.irreplaceable();
    }

    /** By the names of the other shape, what a subquery shows under those of the application's. */
    private static List<Column> shownOthers(MappedTable table) {
        List<Column> others = new ArrayList<>();
        for (Column other : table.others()) {
            MappedColumn renamed = table.renamed(other.key());
            if (renamed != null) {
                others.add(new Column(other.key(), other.name(), Template.column(renamed.name()), true));
            }
        }
        return others;
    }

    List<Relation> relations(FromItem item, @Nullable CommonTables common) {
        if (item instanceof FromItem.TableRef reference) {
            return List.of(table(reference, common));
        }
        if (item instanceof FromItem.DerivedTable derived) {
            return List.of(named(outputs.of(derived.query(), common), derived.alias()));
        }
        if (item instanceof FromItem.FunctionTable function) {
            return List.of(function(function));
        }
        if (item instanceof FromItem.Join join) {
            List<Relation> left = relations(join.left(), common);
            List<Relation> right = relations(join.right(), common);
            return Lists.joined(
                    join.kind() == Kind.RIGHT || join.kind() == Kind.FULL ? optional(left, join.span()) : left,
                    join.kind() == Kind.LEFT || join.kind() == Kind.FULL ? optional(right, join.span()) : right);
        }
        if (item instanceof FromItem.Nested nested) {
            List<Relation> inside = relations(nested.item(), common);
            Alias alias = nested.alias();
            return alias == null ? inside : List.of(named(Outputs.columns(inside), alias));
        }
        throw new IllegalStateException("no rule for " + item.getClass());
    }

    /** On the side of an outer join that may have no row for one of the other. */
    private List<Relation> optional(List<Relation> relations, Span join) {
        return relations.stream().map(relation -> optional(relation, join)).toList();
    }

    private Relation optional(Relation relation, Span join) {
        MappedTable table = relation.table();
        List<Column> all = Lists.joined(relation.columns(), relation.others());
        if (table == null || all.stream().allMatch(column -> column.loose() == null)) {
            return relation;
        }
        Optional<String> neverNull = context.neverNull(table);
        if (neverNull.isPresent()) {
            return optional(relation, neverNull.get());
        }
        if (relation.reference() == null) {
            throw context.refuse(
                    table,
                    "an outer join may lack a row of it, which no column that stays can tell by being NULL",
                    join);
        }
        context.show(relation.reference());
        return relation;
    }

    /** The row before or behind a change, of which there may be only one. */
    Relation rowThatMayLack(Relation row) {
        MappedTable table = row.table();
        if (table == null) {
            return row;
        }
        Optional<String> neverNull = context.neverNull(table);
        return neverNull.isPresent()
                ? optional(row, neverNull.get())
                : row.withColumns(certain(row.columns()), certain(row.others()));
    }

    private static List<Column> certain(List<Column> columns) {
        return columns.stream().filter(column -> column.loose() == null).toList();
    }

    private Relation optional(Relation relation, String neverNull) {
        return relation.withColumns(optional(relation.columns(), neverNull), optional(relation.others(), neverNull));
    }

    private List<Column> optional(List<Column> columns, String neverNull) {
        return columns.stream()
                .map(column -> column.optional(neverNull, context.dialect()))
                .toList();
    }

    private Relation table(FromItem.TableRef reference, @Nullable CommonTables common) {
        Alias alias = reference.alias();
        Name aliasName = alias == null ? null : alias.name();
        String table = reference.table().relation().value();
        String called = context.tableKey(aliasName == null ? table : aliasName.value());
        CommonTables commonTable =
                reference.table().schema() == null ? CommonTables.find(common, context.key(table)) : null;
        Relation found = commonTable == null
                ? stored(reference, called, aliasName == null)
                : known(called, commonTable.columns());
        return alias == null || alias.columns().isEmpty() ? found : renamed(found, alias);
    }

    private Relation stored(FromItem.TableRef reference, String called, boolean qualifiable) {
        Tables.Found found = context.find(reference.table());
        if (found.relation().isEmpty()) {
            return Relation.unknown(called);
        }
        Catalog.Relation relation = found.relation().get();
        String schema = qualifiable ? relation.schema() : null;
        if (found.mapped().isEmpty()) {
            List<Column> columns = relation.columns().stream()
                    .map(column -> Column.plain(context.key(column.name()), column.name()))
                    .toList();
            return new Relation(schema, called, columns, List.of(), true, Set.of(), null, reference);
        }
        MappedTable mapped = found.mapped().get();
        List<Column> columns = mapped.columns(relation);
        if (context.isShown(reference)) {
            List<Column> shown = columns.stream().map(Column::shown).toList();
            return new Relation(null, called, shown, shownOthers(mapped), true, Set.of(), null, reference);
        }
        return new Relation(
                schema, called, columns, mapped.others(), true, mapped.present(relation), mapped, reference);
    }

    /** {@code AS t (a, b)}: the first columns take the names given. */
    private Relation renamed(Relation relation, Alias alias) {
        if (relation.table() != null && relation.reference() != null) {
            // The names go to physical columns in their order; only a subquery has the order the application expects.
            context.show(relation.reference());
        }
        List<Column> columns = new ArrayList<>(relation.columns());
        List<Name> names = alias.columns();
        for (int i = 0; i < names.size(); i++) {
            if (i < columns.size()) {
                columns.set(i, plain(names.get(i).value()));
            } else {
                columns.add(plain(names.get(i).value()));
            }
        }
        return relation.withColumns(columns, List.of());
    }

    private Column plain(String name) {
        return Column.plain(context.key(name), name);
    }

    private Relation known(@Nullable String name, @Nullable List<String> columns) {
        return columns == null
                ? Relation.unknown(name)
                : Relation.of(name, columns.stream().map(this::plain).toList(), true);
    }

    private Relation named(@Nullable List<String> columns, @Nullable Alias alias) {
        Name aliasName = alias == null ? null : alias.name();
        String name = aliasName == null ? null : aliasName.value();
        List<String> names = new ArrayList<>(columns == null ? List.of() : columns);
        if (alias != null) {
            for (int i = 0; i < alias.columns().size(); i++) {
                String given = alias.columns().get(i).value();
                if (i < names.size()) {
                    names.set(i, given);
                } else {
                    names.add(given);
                }
            }
        }
        return Relation.of(
                name == null ? null : context.tableKey(name),
                names.stream().map(this::plain).toList(),
                columns != null);
    }

    /** A function's columns are known where the statement lists them, and for functions that give one plain value. */
    private Relation function(FromItem.FunctionTable function) {
        Alias alias = function.alias();
        if (!function.columns().isEmpty()) {
            return named(function.columns().stream().map(Name::value).toList(), alias);
        }
        if (function.calls().size() == 1
                && function.calls().get(0) instanceof Expr.Call call
                && call.name().size() == 1
                && !context.dialect().isMySql()
                && SCALAR.contains(call.function().value())) {
            Name aliasName = alias == null ? null : alias.name();
            String name = aliasName == null ? call.function().value() : aliasName.value();
            return named(List.of(name, "ordinality"), alias).called(name);
        }
        return named(null, alias);
    }

    /** The columns that USING and NATURAL make one of two, as far as the columns are known. */
    private Set<String> merged(FromItem item, @Nullable CommonTables common) {
        Set<String> merged = new LinkedHashSet<>();
        if (item instanceof FromItem.Join join) {
            merged.addAll(merged(join.left(), common));
            merged.addAll(merged(join.right(), common));
            List<Name> using = join.using();
            if (using != null) {
                using.forEach(name -> merged.add(context.key(name.value())));
            } else if (join.natural() != null) {
                merged.addAll(commonNames(relations(join.left(), common), relations(join.right(), common)));
            }
        } else if (item instanceof FromItem.Nested nested && nested.alias() == null) {
            merged.addAll(merged(nested.item(), common));
        }
        return merged;
    }

    private static Set<String> commonNames(List<Relation> left, List<Relation> right) {
        Set<String> names = new LinkedHashSet<>();
        left.forEach(relation -> relation.columns().forEach(column -> names.add(column.key())));
        Set<String> others = new LinkedHashSet<>();
        right.forEach(relation -> relation.columns().forEach(column -> others.add(column.key())));
        names.retainAll(others);
        return names;
    }
}
