package io.crossfade.rehearsal;

import io.crossfade.rewrite.ComputedRead;
import java.util.List;

/** What becomes of a statement in a stage. */
public sealed interface Outcome {

    /** It is sent byte for byte as it is. */
    record Unchanged() implements Outcome {}

    /**
     * @param sql what is sent instead
     * @param computed the columns that are read as expressions, each once
     */
    record Rewritten(String sql, List<ComputedRead> computed) implements Outcome {

        public Rewritten {
            computed = List.copyOf(computed);
        }
    }

    /**
     * @param reason what can't be rewritten, with the migration on whose account
     * @param offset where it stands in the statement, in UTF-16 units from 0
     */
    record Refused(String reason, int offset) implements Outcome {}
}
