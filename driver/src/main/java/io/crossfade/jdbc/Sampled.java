package io.crossfade.jdbc;

import io.crossfade.sql.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query that was drawn.
 *
 * @param sql as the application has it
 * @param touched the migrations whose tables it touches
 * @param parameters null if it wasn't prepared
 * @param plans of the epoch under which it was run
 */
record Sampled(String sql, List<String> touched, @Nullable Parameters parameters, Plans plans, Plans.Kind kind) {

    boolean prepared() {
        return parameters != null;
    }

    long epoch() {
        return plans.snapshot().epoch();
    }

    Dialect dialect() {
        return kind.context().dialect();
    }

    /** The same with parameters that nobody changes; null if there are none such. */
    @Nullable
    Sampled frozen() {
        if (parameters == null) {
            return this;
        }
        Parameters frozen = parameters.frozen();
        return frozen == null ? null : new Sampled(sql, touched, frozen, plans, kind);
    }
}
