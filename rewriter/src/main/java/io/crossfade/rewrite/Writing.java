package io.crossfade.rewrite;

import io.crossfade.migration.Side;
import io.crossfade.rewrite.Converted.Member;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the database is to be given where a statement gives values to some columns of a table under migration.
 *
 * <p>The statement's values are counted from 0 in the order of its columns; behind them come those that it leaves to
 * volatile defaults, which are computed once as well.
 */
final class Writing {

    /** What happens to the row. */
    enum Kind {
        /** Columns that aren't given get their defaults. */
        INSERT,
        /** They stay as they are. */
        UPDATE
    }

    /** What a column that a value is computed from shows within the same statement. */
    enum Sight {
        /** Its value before. */
        BEFORE,
        /** Its value before, or what it has just been given, as in MySQL. */
        ASSIGNED
    }

    /** A column that is computed from the values. */
    record Computed(String physical, Template value) {

        /** The word for what a column gets by itself, which is no value that anything could stand in front of. */
        static final Template DEFAULT = Template.text("DEFAULT");
    }

    private final Context context;
    private final MappedTable table;
    private final Catalog.Relation relation;
    private final Kind kind;
    private final Sight sight;
    private final List<String> keys;
    private final IntPredicate isDefault;
    private final Span at;
    private final List<List<String>> names = new ArrayList<>();
    private final List<Computed> computed = new ArrayList<>();
    private final Map<Integer, String> evaluated = new LinkedHashMap<>();
    private final Map<Integer, String> fills = new HashMap<>();
    private final Set<Integer> ownDefaults = new HashSet<>();
    private final Map<String, Integer> given = new HashMap<>();
    private final Map<String, Integer> extra = new HashMap<>();
    private final List<String> extraTypes = new ArrayList<>();
    private boolean overridesIdentity;

    /**
     * @param keys the columns that are given, by the keys of the names written
     * @param isDefault whether the value at a place is the word DEFAULT
     * @param at what to point at in a message
     */
    Writing(
            Context context,
            MappedTable table,
            Kind kind,
            Sight sight,
            List<String> keys,
            IntPredicate isDefault,
            Span at) {
        this.context = context;
        this.table = table;
        this.relation = context.catalogRelation(table);
        this.kind = kind;
        this.sight = sight;
        this.keys = List.copyOf(keys);
        this.isDefault = index -> index < keys.size() && isDefault.test(index);
        this.at = at;
        for (int i = 0; i < keys.size(); i++) {
            names.add(new ArrayList<>());
            give(keys.get(i), i);
        }
        for (Converted group : table.converted()) {
            convert(group);
        }
        table.renamedTwice().forEach(this::keepDefaultsAlike);
    }

    private void give(String key, int index) {
        MappedColumn renamed = table.renamed(key);
        if (renamed != null) {
            names.get(index).addAll(renamed.writeNames());
            given.put(context.key(renamed.name()), index);
            given.put(context.key(renamed.otherName()), index);
            if (renamed.isWrittenTwice() && isDefault.test(index)) {
                evaluateDefault(catalogDefault(renamed.writeNames().get(0)), index);
            }
            fill(renamed, index);
        } else if (table.isHidden(key)) {
            throw refuse("column \"" + key + "\" isn't one of either shape, but a part of how it is converted");
        } else if (table.conversion(key) == null) {
            names.get(index)
                    .add(relation.columns().stream()
                            .map(Catalog.Column::name)
                            .filter(name -> context.key(name).equals(key))
                            .findFirst()
                            .orElse(key));
            given.put(key, index);
        }
    }

    /** Both columns of a rename have a default that may differ each time: it is computed once. */
    private void keepDefaultsAlike(MappedColumn renamed) {
        String source = renamed.writeNames().get(0);
        if (kind == Kind.INSERT && !given.containsKey(context.key(source))) {
            Formula value = catalogDefault(source);
            String implicit = implicit(renamed);
            if (value != null && !value.isRepeatable()) {
                int index = addExtra(
                        value.text(), relation.column(source).orElseThrow().fullType());
                names.get(index).addAll(renamed.writeNames());
            } else if (isLenient() && implicit != null && lacksDefault(renamed)) {
                int index =
                        addExtra(implicit, relation.column(source).orElseThrow().fullType());
                names.get(index).addAll(renamed.writeNames());
            }
        }
    }

    /** Whether a column that the statement gives nothing gets its type's own value. */
    private boolean isLenient() {
        return kind == Kind.INSERT && forgives();
    }

    private boolean forgives() {
        return context.dialect().isMySql()
                && (context.isIgnoring() || !context.mode().strict());
    }

    /**
     * What stands for nothing in both columns of a rename, where the database would put it only into one; null where they
     * are alike.
     */
    private @Nullable String implicit(MappedColumn renamed) {
        return !isApart(renamed)
                ? null
                : relation.column(renamed.writeNames().get(1))
                        .map(column -> Types.implicit(column.fullType()))
                        .orElse(null);
    }

    /** Whether only one of both columns of a rename has to have a value, and the other isn't just given what that has. */
    private boolean isApart(MappedColumn renamed) {
        List<String> written = renamed.writeNames();
        if (written.size() < 2 || isNullable(written.get(0)) == isNullable(written.get(1))) {
            return false;
        }
        boolean copied = sight == Sight.ASSIGNED && given.containsKey(context.key(written.get(0)));
        return isNullable(written.get(0)) || !copied;
    }

    private void fill(MappedColumn renamed, int index) {
        String implicit = implicit(renamed);
        if (kind == Kind.UPDATE) {
            if (implicit != null && sight == Sight.BEFORE && !isDefault.test(index) && forgives()) {
                fills.put(index, implicit);
            }
            markOwnDefault(renamed, index);
            return;
        }
        if (!isDefault.test(index) || lacksDefault(renamed)) {
            fill(implicit, index);
        }
        markOwnDefault(renamed, index);
    }

    private void markOwnDefault(MappedColumn renamed, int index) {
        boolean fails =
                context.dialect().isMySql() && isDefault.test(index) && isApart(renamed) && lacksDefault(renamed);
        if (fails && !evaluated.containsKey(index)) {
            ownDefaults.add(index);
        }
    }

    private boolean lacksDefault(MappedColumn renamed) {
        return renamed.writeNames().stream().anyMatch(this::needsValue);
    }

    /** Whether each of a value's columns is to be given its own default, one of which has none and fails. */
    boolean takesOwnDefaults(int index) {
        return ownDefaults.contains(index);
    }

    private boolean isNullable(String physical) {
        return relation.column(physical).map(Catalog.Column::nullable).orElse(true);
    }

    /** Has something else than NULL put where the statement is to ignore that a column has none. */
    private void fill(@Nullable String implicit, int index) {
        if (implicit == null || !isLenient()) {
            return;
        }
        if (isDefault.test(index)) {
            evaluate(implicit, index);
        } else if (context.isIgnoring() || sight == Sight.BEFORE) {
            // A query's rows are forgiven for what a single row isn't.
            fills.put(index, implicit);
        }
    }

    /** What to put where a value of the statement is NULL; null if that may be so. */
    @Nullable
    String fill(int index) {
        return fills.get(index);
    }

    /** The type of the column that a value is for, without its length; null if it isn't known. */
    @Nullable
    String type(int index) {
        if (index >= keys.size()) {
            return null;
        }
        String key = keys.get(index);
        MappedColumn renamed = table.renamed(key);
        Converted group = renamed == null ? table.conversion(key) : null;
        Member member = group == null ? null : group.named(key);
        if (member != null) {
            return uncut(member.type());
        }
        String physical =
                renamed == null ? key : context.key(renamed.writeNames().get(0));
        return relation.columns().stream()
                .filter(column -> context.key(column.name()).equals(physical))
                .map(column -> uncut(column.fullType()))
                .findFirst()
                .orElse(null);
    }

    /** The same, also for the values that the statement leaves to volatile defaults. */
    @Nullable
    String storedType(int index) {
        return index < keys.size() ? type(index) : extraTypes.get(index - keys.size());
    }

    /** The physical columns that take a value as it is. */
    List<String> names(int index) {
        return names.get(index);
    }

    /** How many values there are, the ones of volatile defaults included. */
    int size() {
        return names.size();
    }

    List<Computed> computed() {
        return computed;
    }

    /** What to compute where the statement says DEFAULT or nothing; null if its own value stands. */
    @Nullable
    String evaluated(int index) {
        return evaluated.get(index);
    }

    boolean overridesIdentity() {
        return overridesIdentity;
    }

    boolean seesAssigned() {
        return sight == Sight.ASSIGNED;
    }

    /** How often a value is needed. */
    int uses(int index) {
        int uses = seesAssigned()
                ? Math.min(1, names.get(index).size())
                : names.get(index).size();
        for (Computed column : computed) {
            uses += column.value().uses(index);
        }
        return uses;
    }

    /** Whether each value goes to the columns that have its name, and nowhere else. */
    boolean isPlain() {
        return computed.isEmpty()
                && names.size() == keys.size()
                && evaluated.isEmpty()
                && fills.isEmpty()
                && names.stream().noneMatch(List::isEmpty);
    }

    /** Whether a value goes to more than one column, or to none. */
    boolean isRepeating() {
        return names.stream().anyMatch(columns -> columns.size() != 1);
    }

    private void convert(Converted group) {
        Map<Member, Integer> assigned = new LinkedHashMap<>();
        Side shape = group.ownSide();
        for (int i = 0; i < keys.size(); i++) {
            Member member = table.renamed(keys.get(i)) == null ? group.named(keys.get(i)) : null;
            if (member != null) {
                if (!assigned.isEmpty() && member.side() != shape) {
                    throw refuse("columns from before and after the migration are written together");
                }
                shape = member.side();
                if (assigned.put(member, i) != null) {
                    throw refuse("column \"" + member.name() + "\" is written twice");
                }
            }
        }
        int before = computed.size();
        switch (shape) {
            case SOURCE -> sourceShape(group, assigned);
            case TARGET -> targetShape(group, assigned);
        }
        failWithoutDefault(group.members(shape), assigned, before);
    }

    /** Whether the application's own column has neither NULL nor a default, and gets nothing. */
    private boolean lacksDefault(Member member, @Nullable Integer index) {
        return context.dialect().isMySql()
                && !member.nullable()
                && member.defaultValue() == null
                && (index == null ? kind == Kind.INSERT : isDefault.test(index));
    }

    /**
     * A statement that gives nothing to a column which needs something fails as it would with the column itself: what is
     * computed from nothing isn't given either, in a column that needs something.
     */
    private void failWithoutDefault(List<Member> members, Map<Member, Integer> assigned, int first) {
        boolean omitted =
                members.stream().anyMatch(member -> !assigned.containsKey(member) && lacksDefault(member, null));
        boolean asked = assigned.entrySet().stream().anyMatch(entry -> lacksDefault(entry.getKey(), entry.getValue()));
        if (isLenient() || !omitted && !asked) {
            return;
        }
        List<Computed> made = computed.subList(first, computed.size());
        if (omitted) {
            made.removeIf(column -> needsValue(column.physical()));
        } else {
            made.replaceAll(column ->
                    needsValue(column.physical()) ? new Computed(column.physical(), Computed.DEFAULT) : column);
        }
    }

    private boolean needsValue(String physical) {
        return relation.column(physical)
                .filter(column -> !column.nullable()
                        && column.defaultValue().isEmpty()
                        && column.generation() == Catalog.Generation.NONE)
                .isPresent();
    }

    private void sourceShape(Converted group, Map<Member, Integer> assigned) {
        if (group.writes(Side.SOURCE)) {
            assigned.forEach((member, index) -> names.get(index).add(member.physical()));
        }
        if (group.writes(Side.TARGET)) {
            Row row = new Row(group, assigned, Map.of());
            for (Member column : group.members(Side.TARGET)) {
                if (column.formula() != null && row.changes(column)) {
                    computed.add(new Computed(column.physical(), row.value(column)));
                }
            }
        }
    }

    private void targetShape(Converted group, Map<Member, Integer> assigned) {
        boolean readsSource = group.readSide() == Side.SOURCE;
        assigned.forEach((member, index) -> {
            if (!member.derived() && !group.keepsIndependentValues()) {
                throw refuse(
                        "column \"" + member.name() + "\" is written, which in this phase keeps no value yet: deploy"
                                + " code that writes it from BACKFILL on");
            }
            if (!member.derived() || !readsSource) {
                names.get(index).add(member.physical());
            }
        });
        if (!group.writes(Side.SOURCE)) {
            return;
        }
        Row row = new Row(group, assigned, Map.of());
        Map<Member, Template> sources = new LinkedHashMap<>();
        for (Member column : group.members(Side.SOURCE)) {
            if (column.derived() ? row.changes(column) : kind == Kind.INSERT) {
                sources.put(column, row.value(column));
            }
        }
        sources.forEach((column, value) -> computed.add(new Computed(column.physical(), value)));
        if (readsSource && group.writes(Side.TARGET)) {
            Row converted = new Row(group, Map.of(), sources);
            for (Member column : group.members(Side.TARGET)) {
                if (column.derived() && (assigned.containsKey(column) || converted.changes(column))) {
                    computed.add(new Computed(column.physical(), converted.value(column)));
                }
            }
        }
    }

    /** The row as it will be, as far as one shape of one conversion sees it. */
    private final class Row {

        private final Converted group;
        private final Map<Member, Integer> assigned;
        private final Map<Member, Template> replaced;
        private final Set<String> changed;

        Row(Converted group, Map<Member, Integer> assigned, Map<Member, Template> replaced) {
            this.group = group;
            this.assigned = assigned;
            this.replaced = replaced;
            this.changed = new HashSet<>(given.keySet());
            assigned.keySet().forEach(member -> changed.add(context.key(member.physical())));
            replaced.keySet().forEach(member -> changed.add(context.key(member.physical())));
        }

        boolean changes(Member column) {
            return kind == Kind.INSERT || column.mentions(changed, group.dialect());
        }

        Template value(Member column) {
            Formula formula = column.formula();
            if (formula == null) {
                throw new IllegalStateException("no expression for " + column.physical());
            }
            Template value = formula.template(this::input);
            if (formula.isCastTo(column.type()) && column.collation() == null) {
                return value;
            }
            return Types.cast(group.dialect(), value, stored(column), column.collation());
        }

        /**
         * PostgreSQL's and MariaDB's casts cut off what is too long and say nothing. Where no other column has the value as a
         * whole, it is left to the column itself to refuse it.
         */
        private String stored(Member column) {
            boolean elsewhere =
                    switch (column.side()) {
                        case SOURCE -> group.readSide() == Side.TARGET;
                        case TARGET -> group.writes(Side.SOURCE);
                    };
            return elsewhere || group.dialect() == Dialect.MYSQL ? column.type() : uncut(column.type());
        }

        private Template input(String physical) {
            Member member = group.stored(context.key(physical));
            return member == null ? common(physical) : member(member);
        }

        private Template member(Member member) {
            Template fresh = replaced.get(member);
            if (fresh != null) {
                return sight == Sight.ASSIGNED ? Template.stored(member.physical()) : fresh;
            }
            Integer index = assigned.get(member);
            boolean written = group.writes(member.side())
                    && !(member.side() == Side.TARGET && member.derived() && group.readSide() == Side.SOURCE);
            String implicit = !member.nullable() && isLenient() ? Types.implicit(member.type()) : null;
            if (index != null && !isDefault.test(index)) {
                if (written && (isNullable(member.physical()) || sight == Sight.BEFORE)) {
                    fill(implicit, index);
                }
                Template value = coerced(index, member.physical(), member.type(), written);
                return implicit == null || written || !context.isIgnoring()
                        ? value
                        : value.between("COALESCE(", ", " + implicit + ")");
            }
            if (index == null && kind == Kind.UPDATE) {
                return group.read(member);
            }
            if (implicit != null && lacksDefault(member, index)) {
                return missing(member, index, implicit, written && isNullable(member.physical()));
            }
            Formula value = group.defaultOf(member);
            if (value.isRepeatable()) {
                return member.cast(group.dialect(), Template.text(value.text()));
            }
            int place = index == null
                    ? extra(member.physical(), value.text(), member.type(), written)
                    : evaluate(value.text(), index);
            return coerced(place, member.physical(), member.type(), written);
        }
    }

    /** The value of a column that gets nothing and has no NULL, in a statement that is to ignore that. */
    private Template missing(Member member, @Nullable Integer index, String implicit, boolean given) {
        if (given && index != null) {
            evaluate(implicit, index);
        } else if (given && sight == Sight.ASSIGNED) {
            extra(member.physical(), implicit, member.type(), true);
        } else if (given) {
            throw refuse("column \"" + member.name() + "\" has no default and gets nothing: list it");
        }
        return member.cast(context.dialect(), Template.text(implicit));
    }

    private Template common(String physical) {
        String key = context.key(physical);
        Catalog.Column column = relation.columns().stream()
                .filter(candidate -> context.key(candidate.name()).equals(key))
                .findFirst()
                .orElseThrow(() -> refuse("column \"" + physical + "\", which another is computed from, isn't in the"
                        + " database's catalog"));
        if (column.generation() == Catalog.Generation.COMPUTED) {
            throw refuse("a column is computed from \"" + physical + "\", which the database computes itself");
        }
        MappedColumn renamed = table.renamed(key);
        Integer index = given.get(key);
        if (index != null && !isDefault.test(index)) {
            return coerced(
                    index,
                    renamed == null ? column.name() : renamed.writeNames().get(0),
                    column.fullType(),
                    true);
        }
        if (index == null && kind == Kind.UPDATE) {
            return Template.column(renamed == null ? column.name() : renamed.readName());
        }
        return defaultOf(column, index);
    }

    private Template defaultOf(Catalog.Column column, @Nullable Integer index) {
        if (column.generation() == Catalog.Generation.NONE) {
            Formula value = catalogDefault(column.name());
            if (value == null || value.isRepeatable()) {
                String implicit = column.nullable() || !isLenient() ? null : Types.implicit(column.fullType());
                String nothing = implicit == null ? "NULL" : implicit;
                return Types.cast(
                        context.dialect(),
                        Template.text(value == null ? nothing : value.text()),
                        column.fullType(),
                        null);
            }
            int place = index == null
                    ? extra(column.name(), value.text(), column.fullType(), true)
                    : evaluate(value.text(), index);
            return coerced(place, column.name(), column.fullType(), true);
        }
        if (context.dialect().isMySql()) {
            throw refuse("a column is computed from \"" + column.name()
                    + "\", whose number the database gives only while it inserts: give the number");
        }
        overridesIdentity |= column.generation() == Catalog.Generation.IDENTITY_ALWAYS;
        String next = "nextval(pg_get_serial_sequence("
                + literal(context.quote(relation.schema()) + "." + context.quote(relation.name())) + ", "
                + literal(column.name()) + "))";
        int place = index == null ? extra(column.name(), next, column.fullType(), true) : evaluate(next, index);
        return coerced(place, column.name(), column.fullType(), true);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A value as the column it goes to makes it. */
    private Template coerced(int index, String physical, String type, boolean written) {
        if (written && sight == Sight.ASSIGNED) {
            return Template.stored(physical);
        }
        return Types.cast(context.dialect(), Template.value(index), written ? type : uncut(type), null);
    }

    /** A type that a cast doesn't cut off to, except where the session or the statement wants what is too long cut off. */
    private String uncut(String type) {
        boolean cuts = context.dialect().isMySql()
                && (context.isIgnoring() || !context.mode().strict());
        return cuts ? type : Types.withoutLength(context.dialect(), type);
    }

    private @Nullable Formula catalogDefault(String column) {
        String text =
                relation.column(column).flatMap(Catalog.Column::defaultValue).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return Formula.parse(context.dialect(), text);
        } catch (SqlSyntaxException e) {
            throw refuse("the default of column \"" + column + "\" can't be read: " + e.getMessage());
        }
    }

    private void evaluateDefault(@Nullable Formula value, int index) {
        if (value != null && !value.isRepeatable()) {
            evaluate(value.text(), index);
        }
    }

    private int evaluate(String text, int index) {
        evaluated.put(index, text);
        return index;
    }

    private int extra(String physical, String text, String type, boolean written) {
        return extra.computeIfAbsent(physical, column -> {
            int index = addExtra(text, type);
            if (written) {
                MappedColumn renamed = table.renamed(context.key(column));
                names.get(index).addAll(renamed == null ? List.of(column) : renamed.writeNames());
            }
            given.put(context.key(column), index);
            return index;
        });
    }

    private int addExtra(String text, String type) {
        extraTypes.add(type);
        int index = names.size();
        names.add(new ArrayList<>());
        evaluated.put(index, text);
        return index;
    }

    private RefusedException refuse(String construct) {
        return context.refuse(table, construct, at);
    }
}
