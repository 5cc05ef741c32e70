package io.crossfade.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The relations that a name can refer to, from the innermost query outwards.
 *
 * <p>Columns are asked for by their keys.
 *
 * @param merged the keys of the columns that USING or NATURAL made one of two
 */
record Scope(@Nullable Scope outer, List<Relation> relations, Set<String> merged) {

    Scope {
        relations = List.copyOf(relations);
        merged = Set.copyOf(merged);
    }

    /** What an unqualified name means. */
    sealed interface Meaning {

        record OneColumn(Relation relation, Column column) implements Meaning {}

        /** Columns that the database will call ambiguous. */
        record Ambiguous(List<OneColumn> candidates) implements Meaning {}

        record WholeRow(Relation relation) implements Meaning {}

        /** Nothing that concerns a migration, as far as can be told. */
        record Unrelated() implements Meaning {}

        /** Perhaps a column under migration, perhaps one of a relation whose columns aren't known. */
        record Uncertain(Relation relation) implements Meaning {}
    }

    private static final Meaning UNRELATED = new Meaning.Unrelated();

    static Scope of(@Nullable Scope outer, List<Relation> relations) {
        return new Scope(outer, relations, Set.of());
    }

    static final Scope EMPTY = of(null, List.of());

    /**
     * Finds a name in the application's own shape first, through all scopes, and by its name in the other shape only if
     * nothing else answers to it: so what the statement meant before the migration it means during it.
     */
    Meaning find(String name) {
        Meaning own = findOwn(name);
        if (!(own instanceof Meaning.Unrelated)) {
            return own;
        }
        Relation row = relation(name);
        if (row != null) {
            return new Meaning.WholeRow(row);
        }
        return findOther(name);
    }

    /** Like {@link #find}, but only in this scope, and only by the names of the application's own shape. */
    boolean hasOwn(String name) {
        return merged.contains(name) || relations.stream().anyMatch(relation -> relation.named(name) != null);
    }

    private Meaning findOwn(String name) {
        boolean unknownInside = false;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.merged.contains(name)) {
                return UNRELATED;
            }
            List<Meaning.OneColumn> found = scope.matches(name, true);
            if (found.size() > 1) {
                return new Meaning.Ambiguous(found);
            }
            if (!found.isEmpty()) {
                return unknownInside ? uncertain(found.get(0)) : found.get(0);
            }
            unknownInside |= scope.relations.stream().anyMatch(relation -> !relation.complete());
        }
        return UNRELATED;
    }

    private Meaning findOther(String name) {
        boolean unknown = false;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            unknown |= scope.relations.stream().anyMatch(relation -> !relation.complete());
            List<Meaning.OneColumn> found = scope.matches(name, false);
            if (found.size() > 1) {
                return new Meaning.Ambiguous(found);
            }
            if (!found.isEmpty()) {
                return unknown ? uncertain(found.get(0)) : found.get(0);
            }
        }
        return UNRELATED;
    }

    private static Meaning uncertain(Meaning.OneColumn found) {
        return found.column().migrating() ? new Meaning.Uncertain(found.relation()) : found;
    }

    private List<Meaning.OneColumn> matches(String name, boolean own) {
        List<Meaning.OneColumn> found = new ArrayList<>();
        for (Relation relation : relations) {
            Column column = own ? relation.named(name) : relation.alsoNamed(name);
            if (column != null) {
                found.add(new Meaning.OneColumn(relation, column));
            }
        }
        return found;
    }

    /** The innermost relation called by that name; null if there is none. */
    @Nullable
    Relation relation(String name) {
        return relation(null, name);
    }

    /** The innermost relation called by that name, of that schema if one is given; null if there is none. */
    @Nullable
    Relation relation(@Nullable String schema, String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Relation relation : scope.relations) {
                if (relation.isCalled(name) && (schema == null || schema.equals(relation.schema()))) {
                    return relation;
                }
            }
        }
        return null;
    }

    /** How many relations side by side answer to a name, each in a schema of its own. */
    int relationsCalled(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            int count = (int) scope.relations.stream()
                    .filter(relation -> relation.isCalled(name))
                    .count();
            if (count > 0) {
                return count;
            }
        }
        return 0;
    }

    /** Whether the database, sent this name without a qualifier, can only take it for a column of that relation. */
    boolean isPlainlyOf(Relation owner, String physical) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            boolean here = scope.relations.contains(owner);
            for (Relation relation : scope.relations) {
                if (!relation.equals(owner) && relation.mayHave(physical)) {
                    return false;
                }
            }
            if (here) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a migrating table in reach has a physical column of that name that the application doesn't know of, so
     * that the database would take the name for it, or call it ambiguous.
     */
    boolean isHiddenHere(String name, @Nullable Relation owner) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Relation relation : scope.relations) {
                if (!relation.equals(owner) && relation.hides(name)) {
                    return true;
                }
            }
            if (owner != null && scope.relations.contains(owner)) {
                return false;
            }
        }
        return false;
    }
}
