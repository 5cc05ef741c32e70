package io.crossfade.jdbc;

import io.crossfade.rewrite.Plan;
import io.crossfade.sql.Dialect;
import java.util.Arrays;

/**
 * A plan, and what its text does to the session.
 *
 * @param effects of the application's text
 */
record Planned(Plan plan, SessionEffects effects, Dialect dialect) {

    /** Of a statement that hasn't run anything. */
    static final Planned NOTHING = new Planned(Plan.passThrough(""), SessionEffects.NONE, Dialect.POSTGRESQL);

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
