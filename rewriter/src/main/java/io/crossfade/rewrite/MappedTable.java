package io.crossfade.rewrite;

import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A table under migration with the columns that change. Immutable. */
final class MappedTable {

    /** @param ordinal the place in the application's shape */
    private record Placed(int ordinal, Column column) {}

    private final TableId id;
    private final Dialect dialect;
    private final List<MappedColumn> renamed;
    private final List<Converted> converted;
    private final Places places;
    private final boolean settled;
    private final Set<String> physicalKeys = new LinkedHashSet<>();

    /** @param settled whether every migration of the table is complete */
    MappedTable(
            TableId id,
            Dialect dialect,
            List<MappedColumn> renamed,
            List<Converted> converted,
            Places places,
            boolean settled) {
        this.id = id;
        this.dialect = dialect;
        this.renamed = List.copyOf(renamed);
        this.converted = List.copyOf(converted);
        this.places = places;
        this.settled = settled;
        for (MappedColumn column : renamed) {
            physicalKeys.add(dialect.columnKey(column.name()));
            physicalKeys.add(dialect.columnKey(column.otherName()));
        }
        for (Converted group : converted) {
            Lists.joined(group.own(), group.other())
                    .forEach(member -> physicalKeys.add(dialect.columnKey(member.physical())));
        }
    }

    TableId id() {
        return id;
    }

    boolean settled() {
        return settled;
    }

    List<Converted> converted() {
        return converted;
    }

    /** The migration to name in a message. */
    String migration() {
        return renamed.isEmpty() ? converted.get(0).migration() : renamed.get(0).migration();
    }

    Set<String> migrations() {
        Set<String> names = new LinkedHashSet<>();
        renamed.forEach(column -> names.add(column.migration()));
        converted.forEach(group -> names.add(group.migration()));
        return names;
    }

    List<MappedColumn> renamedTwice() {
        return renamed.stream().filter(MappedColumn::isWrittenTwice).toList();
    }

    /** The renamed column that a name means; null if it means none. */
    @Nullable
    MappedColumn renamed(String key) {
        for (MappedColumn column : renamed) {
            if (dialect.columnKey(column.name()).equals(key)) {
                return column;
            }
        }
        for (MappedColumn column : renamed) {
            if (dialect.columnKey(column.otherName()).equals(key)) {
                return column;
            }
        }
        return null;
    }

    /** The conversion of a column that a name means; null if it means none under conversion. */
    @Nullable
    Converted conversion(String key) {
        for (Converted group : converted) {
            if (group.named(key) != null) {
                return group;
            }
        }
        return null;
    }

    /** Whether a name means a column under migration. */
    boolean isMigrating(String key) {
        return renamed(key) != null || conversion(key) != null;
    }

    /** Whether a name is only that of a column in the database, which code of neither shape knows. */
    boolean isHidden(String key) {
        return physicalKeys.contains(key) && !isMigrating(key);
    }

    /** All names of the columns under migration, in either shape and in the database. */
    Set<String> columnNames() {
        Set<String> names = new TreeSet<>();
        for (MappedColumn column : renamed) {
            names.add(column.name());
            names.add(column.otherName());
        }
        for (Converted group : converted) {
            for (Converted.Member member : Lists.joined(group.own(), group.other())) {
                names.add(member.name());
                names.add(member.physical());
            }
        }
        return names;
    }

    /** The names that the database doesn't know any more once the migrations are complete. */
    Set<String> retiredNames() {
        Set<String> names = columnNames();
        renamed.forEach(column -> names.remove(column.readName()));
        converted.forEach(group ->
                group.members(io.crossfade.migration.Side.TARGET).forEach(member -> names.remove(member.physical())));
        return names;
    }

    /** The names under which the database may have columns of the table, whether the application knows them or not. */
    Set<String> present(Catalog.Relation relation) {
        Set<String> present = new LinkedHashSet<>(physicalKeys);
        relation.columns().forEach(column -> present.add(dialect.columnKey(column.name())));
        return present;
    }

    /** The columns in the shape that the application's code expects, in their order. */
    List<Column> columns(Catalog.Relation relation) {
        Map<String, Integer> counted = places.count(relation);
        List<Placed> placed = new ArrayList<>();
        for (Catalog.Column column : relation.columns()) {
            String key = dialect.columnKey(column.name());
            if (!physicalKeys.contains(key)) {
                placed.add(new Placed(counted.getOrDefault(key, column.ordinal()), Column.plain(key, column.name())));
            }
        }
        for (MappedColumn column : renamed) {
            int ordinal = counted.getOrDefault(dialect.columnKey(column.name()), column.ordinal());
            placed.add(new Placed(ordinal, read(column, column.name())));
        }
        for (Converted group : converted) {
            for (Converted.Member member : group.own()) {
                // One that isn't there yet comes behind all others, those that are put back among them.
                int ordinal =
                        counted.getOrDefault(dialect.columnKey(member.physical()), counted.size() + member.ordinal());
                placed.add(new Placed(ordinal, group.column(member)));
            }
        }
        placed.sort(Comparator.comparingInt(Placed::ordinal));
        return placed.stream().map(Placed::column).toList();
    }

    /** The columns of the other shape, which are understood as well. */
    List<Column> others() {
        List<Column> others = new ArrayList<>();
        renamed.forEach(column -> others.add(read(column, column.otherName())));
        converted.forEach(group -> group.other().forEach(member -> others.add(group.column(member))));
        return others;
    }

    private Column read(MappedColumn column, String name) {
        return new Column(dialect.columnKey(name), name, Template.column(column.readName()), true);
    }

    /** The column where an upsert looks for conflicts; null if that can't be told. */
    @Nullable
    String conflictColumn(String key) {
        MappedColumn column = renamed(key);
        if (column != null) {
            return column.conflictName();
        }
        Converted group = conversion(key);
        return group != null && group.isOneToOne() ? group.conflictMember().physical() : null;
    }
}
