package io.crossfade.jdbc;

import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws those queries of one plan cache that are compared. Safe for use by several threads. */
final class Sampler {

    private final DualReads reads;
    private final Plans plans;
    private final Plans.Kind kind;

    Sampler(DualReads reads, Plans plans, Plans.Kind kind) {
        this.reads = reads;
        this.plans = plans;
        this.kind = kind;
    }

    /** Whether a text that touches these migrations may have to be compared. */
    boolean concerns(List<String> touched) {
        return plans.snapshot().migrations().stream()
                .anyMatch(migration -> DualReads.hasTwoSides(migration.phase()) && touched.contains(migration.name()));
    }

    /** Takes no part in what the application does but this one look. */
    boolean draws() {
        return reads.draws();
    }

    /**
     * A query that was drawn has been run.
     *
     * @param parameters null if it isn't prepared
     * @param run the statement of the delegate's
     */
    void take(Planned planned, String sql, @Nullable Parameters parameters, Statement run) {
        reads.take(new Sampled(sql, planned.plan().touched(), parameters, plans, kind), run);
    }
}
