package io.crossfade.rehearsal;

import java.util.List;

/**
 * What becomes of one statement throughout a migration.
 *
 * @param sql the statement as the application sends it
 * @param spans neighbouring stages with the same outcome, in order; together they are all stages
 */
public record Finding(String sql, List<Span> spans) {

    public Finding {
        spans = List.copyOf(spans);
    }

    /** Stages that follow each other, and what becomes of the statement in each of them. */
    public record Span(List<Stage> stages, Outcome outcome) {

        public Span {
            stages = List.copyOf(stages);
        }
    }

    /** Whether anything ever becomes of it. */
    public boolean isTouched() {
        return spans.stream().anyMatch(span -> !(span.outcome() instanceof Outcome.Unchanged));
    }

    /** Whether it is refused in any stage. */
    public boolean isRefused() {
        return spans.stream().anyMatch(span -> span.outcome() instanceof Outcome.Refused);
    }
}
