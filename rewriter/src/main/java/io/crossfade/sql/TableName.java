package io.crossfade.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A possibly qualified name of a relation.
 *
 * @param parts at least one; the last is the relation, the one before it the schema, one more the database
 */
public record TableName(Span span, List<Name> parts) {

    public TableName {
        parts = List.copyOf(parts);
    }

    public Name relation() {
        return parts.get(parts.size() - 1);
    }

    public @Nullable Name schema() {
        return parts.size() < 2 ? null : parts.get(parts.size() - 2);
    }
}
