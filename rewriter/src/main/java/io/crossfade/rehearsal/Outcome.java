package io.crossfade.rehearsal;

/** What becomes of a statement in a stage. */
public sealed interface Outcome {

    /** It is sent byte for byte as it is. */
    record Unchanged() implements Outcome {}

    /** @param sql what is sent instead */
    record Rewritten(String sql) implements Outcome {}

    /**
     * @param reason what can't be rewritten, with the migration on whose account
     * @param offset where it stands in the statement, in UTF-16 units from 0
     */
    record Refused(String reason, int offset) implements Outcome {}
}
