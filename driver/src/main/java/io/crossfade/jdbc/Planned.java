package io.crossfade.jdbc;

import io.crossfade.rewrite.Plan;
import io.crossfade.sql.Dialect;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A plan, and what its text does to the session.
 *
 * @param effects of the application's text
 * @param runs null if nobody counts them
 */
record Planned(
        Plan plan,
        SessionEffects effects,
        Dialect dialect,
        @Nullable LongAdder runs) {

    /** Of a statement that hasn't run anything. */
    static final Planned NOTHING = new Planned(Plan.passThrough(""), SessionEffects.NONE, Dialect.POSTGRESQL, null);

    /** Counts one run, where that is observed. */
    void count() {
        if (runs != null) {
            runs.increment();
        }
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
