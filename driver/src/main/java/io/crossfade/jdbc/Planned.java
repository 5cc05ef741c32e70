package io.crossfade.jdbc;

import io.crossfade.rewrite.Plan;
import io.crossfade.sql.Dialect;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A plan, and what its text does to the session.
 *
 * @param effects of the application's text
 * @param runs null if nobody counts them
 * @param rows of the rows that it gives
 * @param sampler draws runs of it to be compared; null if none are
 */
record Planned(
        Plan plan,
        SessionEffects effects,
        Dialect dialect,
        @Nullable LongAdder runs,
        RowShape rows,
        @Nullable Sampler sampler) {

    /** Of a statement that hasn't run anything. */
    static final Planned NOTHING =
            new Planned(Plan.passThrough(""), SessionEffects.NONE, Dialect.POSTGRESQL, null, RowShape.UNTOUCHED, null);

    static Planned of(Plan plan, SessionEffects effects, Dialect dialect, @Nullable LongAdder runs) {
        RowTypes types = plan.described()
                .map(described -> new RowTypes(plan.sql(), described))
                .orElse(null);
        RowShape rows = plan.isTouched() ? new RowShape(plan.touched(), plan.columnNames(), types) : RowShape.UNTOUCHED;
        return new Planned(plan, effects, dialect, runs, rows, null);
    }

    Planned sampledBy(@Nullable Sampler drawing) {
        return drawing == null ? this : new Planned(plan, effects, dialect, runs, rows, drawing);
    }

    /** Counts one run, where that is observed. */
    void count() {
        if (runs != null) {
            runs.increment();
        }
    }

    /** What the columns of its rows are to the application; null if that is what the database says of them. */
    @Nullable
    RowTypes types() {
        return rows.types();
    }

    /** Of the keys that it generates. */
    RowShape keys() {
        return plan.isTouched() ? new RowShape(plan.touched(), Optional.empty(), null) : RowShape.UNTOUCHED;
    }

    String sql() {
        return plan.sql();
    }

    /** Whether the delegate would get the same text with the same parameters. */
    boolean sendsTheSameAs(Planned other) {
        return plan.sql().equals(other.plan.sql())
                && plan.returnsKeys() == other.plan.returnsKeys()
                && Arrays.deepEquals(plan.parameters(), other.plan.parameters());
    }
}
