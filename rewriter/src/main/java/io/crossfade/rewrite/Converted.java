package io.crossfade.rewrite;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Side;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one conversion as one kind of application sees them at one epoch. Immutable.
 *
 * <p>A column is derived if its expression mentions a column of this conversion's other side, and independent if it lives
 * on its own: one that comes or goes.
 */
final class Converted {

    /**
     * A column of one side.
     *
     * @param name what code of that shape calls it
     * @param formula its value from the other side and the common columns; null if it only has a default
     * @param defaultValue what it gets where a statement gives nothing; null for NULL
     * @param nullable whether code of that shape may give it NULL
     */
    record Member(
            Side side,
            String key,
            String physical,
            String name,
            String type,
            @Nullable String collation,
            @Nullable Formula formula,
            @Nullable Formula defaultValue,
            boolean nullable,
            boolean derived,
            int ordinal) {

        /** @param keys of columns in the database */
        boolean mentions(Set<String> keys, Dialect dialect) {
            return formula != null
                    && formula.columns().stream().map(dialect::columnKey).anyMatch(keys::contains);
        }

        Template cast(Dialect dialect, Template value) {
            return Types.cast(dialect, value, type, collation);
        }
    }

    private final String migration;
    private final Dialect dialect;
    private final Side ownSide;
    private final Side readSide;
    private final Side conflictSide;
    private final Phase phase;
    private final List<Member> retired = new ArrayList<>();
    private final List<Member> added = new ArrayList<>();

    private Converted(Migration migration, Dialect dialect, Side ownSide, int roll) {
        this.migration = migration.name();
        this.dialect = dialect;
        this.ownSide = ownSide;
        this.phase = migration.phase();
        this.readSide = migration.reads(roll);
        this.conflictSide = phase.readsByPercentage() ? Side.TARGET : migration.reads(0);
    }

    static Converted of(
            Migration migration, ColumnMapping.Conversion mapping, Dialect dialect, Set<String> adopted, int roll) {
        Side own = adopted.contains(migration.name()) ? Side.TARGET : Side.SOURCE;
        Converted converted = new Converted(migration, dialect, own, roll);
        for (RetiredColumn column : mapping.retired()) {
            converted.retired.add(converted.member(column, mapping));
        }
        for (AddedColumn column : mapping.added()) {
            converted.added.add(converted.member(column, mapping));
        }
        return converted;
    }

    private Member member(RetiredColumn column, ColumnMapping.Conversion mapping) {
        Formula down = Formula.parse(dialect, column.down());
        return new Member(
                Side.SOURCE,
                dialect.columnKey(column.column()),
                column.column(),
                column.column(),
                column.type(),
                column.collation().orElse(null),
                down,
                formula(column.defaultValue()),
                column.nullable(),
                mentions(down, mapping.targets()),
                column.ordinal());
    }

    private Member member(AddedColumn column, ColumnMapping.Conversion mapping) {
        Formula up = formula(column.up());
        return new Member(
                Side.TARGET,
                dialect.columnKey(column.name()),
                column.column(),
                column.name(),
                column.type(),
                column.collation().orElse(null),
                up,
                formula(column.defaultValue()),
                column.nullable(),
                up != null && mentions(up, mapping.sources()),
                column.ordinal());
    }

    private @Nullable Formula formula(Optional<String> text) {
        return text.map(expression -> Formula.parse(dialect, expression)).orElse(null);
    }

    private boolean mentions(Formula formula, List<String> columns) {
        return columns.stream()
                .map(dialect::columnKey)
                .anyMatch(formula.columns().stream().map(dialect::columnKey).collect(Collectors.toSet())::contains);
    }

    String migration() {
        return migration;
    }

    Dialect dialect() {
        return dialect;
    }

    Side ownSide() {
        return ownSide;
    }

    Side readSide() {
        return readSide;
    }

    boolean writes(Side side) {
        return phase.writes(side);
    }

    /**
     * Whether a column that only the target has keeps what is written to it: the phase before, in which others may still
     * be, writes the target too.
     */
    boolean keepsIndependentValues() {
        return phase.writes(Side.TARGET)
                && phase.previous().map(before -> before.writes(Side.TARGET)).orElse(true);
    }

    List<Member> members(Side side) {
        return switch (side) {
            case SOURCE -> retired;
            case TARGET -> added;
        };
    }

    List<Member> own() {
        return members(ownSide);
    }

    List<Member> other() {
        return members(ownSide == Side.SOURCE ? Side.TARGET : Side.SOURCE);
    }

    /** The column that a name means, in the application's own shape first; null if it is none of these. */
    @Nullable
    Member named(String key) {
        for (Member member : own()) {
            if (member.key().equals(key)) {
                return member;
            }
        }
        for (Member member : other()) {
            if (member.key().equals(key)) {
                return member;
            }
        }
        return null;
    }

    /** The column of that name in the database; null if it is none of these. */
    @Nullable
    Member stored(String physicalKey) {
        for (Member member : Lists.joined(retired, added)) {
            if (dialect.columnKey(member.physical()).equals(physicalKey)) {
                return member;
            }
        }
        return null;
    }

    Column column(Member member) {
        Formula computed = member.formula() == null ? defaultOf(member) : member.formula();
        Template read = read(member);
        boolean stored = read.equals(Template.column(member.physical()));
        return new Column(
                member.key(),
                member.name(),
                keepsLength(member, read) ? read.between("(SELECT ", ")") : read,
                true,
                stored || computed.isStrict() ? null : member);
    }

    /**
     * Where PostgreSQL sees that a COALESCE or CASE gives a constant, it puts that in its place, which then has the
     * constant's length instead of its own.
     */
    private boolean keepsLength(Member member, Template read) {
        return dialect == Dialect.POSTGRESQL && member.type().contains("(") && read.isConstant();
    }

    /** The value of a column in the row that is read. */
    Template read(Member member) {
        return switch (member.side()) {
            case SOURCE -> {
                boolean stored = readSide == Side.SOURCE || !member.derived() && phase.writes(Side.SOURCE);
                yield stored ? Template.column(member.physical()) : computed(member);
            }
            case TARGET -> {
                if (readSide == Side.TARGET || member.formula() == null && phase.writes(Side.TARGET)) {
                    yield Template.column(member.physical());
                }
                if (member.derived() || !phase.writes(Side.TARGET)) {
                    yield computed(member);
                }
                yield Template.text("COALESCE(")
                        .then(Template.column(member.physical()))
                        .then(computed(member).between(", ", ")"));
            }
        };
    }

    /** The column's expression over the columns in the database, as its type. */
    Template computed(Member member) {
        return computed(member, member.formula() == null ? defaultOf(member) : member.formula());
    }

    private Template computed(Member member, Formula formula) {
        Template value = formula.template(Template::column);
        return formula.isCastTo(member.type()) && member.collation() == null ? value : member.cast(dialect, value);
    }

    /** The formula of what a column gets where nothing is given. */
    Formula defaultOf(Member member) {
        Formula given = member.defaultValue();
        return given == null ? Formula.parse(dialect, "NULL") : given;
    }

    /** Whether one column becomes one other. */
    boolean isOneToOne() {
        return retired.size() == 1 && added.size() == 1;
    }

    /** The column whose unique index an upsert looks into, for a conversion of one to one. */
    Member conflictMember() {
        return members(conflictSide).get(0);
    }
}
