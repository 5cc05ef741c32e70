package io.crossfade.compare;

import java.util.List;

/**
 * What one case did: what each step answered, and what was left behind.
 *
 * @param answers of each step, up to the first that failed
 * @param rows of all tables, in the shape-independent form of {@code harness.rows}; empty after an error
 */
record Outcome(List<Answer> answers, List<String> rows) {

    /** What a step answered. */
    sealed interface Answer {}

    /**
     * A result set, or the generated keys.
     *
     * @param columns label, type's name in the database and in {@link java.sql.Types}
     */
    record Rows(String what, List<String> columns, List<List<String>> rows) implements Answer {

        /** The same with rows in an order of their own, for comparison where the statement defines none. */
        Rows sorted() {
            return new Rows(
                    what,
                    columns,
                    rows.stream()
                            .sorted((a, b) -> a.toString().compareTo(b.toString()))
                            .toList());
        }

        Rows withoutValues() {
            return new Rows(
                    what, columns, rows.stream().map(row -> List.of("…")).toList());
        }
    }

    record Counts(List<Long> counts) implements Answer {}

    /** The shape of a prepared statement's parameters. */
    record Parameters(List<String> types) implements Answer {}

    /** A refused or failed statement. Of its message only what Crossfade itself says matters. */
    record Failure(String sqlState, String message) implements Answer {

        @Override
        public boolean equals(Object other) {
            return other instanceof Failure failure && failure.sqlState.equals(sqlState);
        }

        @Override
        public int hashCode() {
            return sqlState.hashCode();
        }
    }

    boolean failed() {
        return answers.stream().anyMatch(Failure.class::isInstance);
    }

    boolean refused() {
        return answers.stream()
                .anyMatch(answer -> answer instanceof Failure failure && failure.sqlState.startsWith("MG"));
    }

    Outcome withoutValues() {
        return new Outcome(
                answers.stream()
                        .map(answer -> answer instanceof Rows rows ? rows.withoutValues() : answer)
                        .toList(),
                List.of());
    }
}
