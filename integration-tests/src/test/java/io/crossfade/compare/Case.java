package io.crossfade.compare;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One shape of statement: one or more steps of one transaction, and what is special about it.
 *
 * @param area the file it comes from
 * @param name a sentence
 * @param steps at least one
 * @param flags of the closed set that {@link ShapeFile} knows
 * @param refusals where Crossfade is expected to refuse it, and why
 */
record Case(String area, String name, List<Step> steps, Set<Flag> flags, List<Refusal> refusals) {

    /** What is special about a case. */
    enum Flag {
        /** The values aren't the same in two runs; that both columns agree is still checked. */
        VOLATILE,
        /** The order of the rows isn't defined although the text has an ORDER BY. */
        UNORDERED,
        /** The statement fails, also on the plain database. */
        FAILS,
        /** What it means depends on the shape that the code is written for, for other reasons than a star. */
        SHAPE_BOUND,
        /** It names both shapes' columns; the plain database gets another text. */
        MIXED,
        /** It is about the tables of the first variant only. */
        USERS_ONLY
    }

    /**
     * An expected refusal.
     *
     * @param states where; empty for everywhere
     * @param codes for which code; empty for any
     */
    record Refusal(Set<State> states, Set<Code> codes, String reason) {

        boolean holds(State state, Code code) {
            return (states.isEmpty() || states.contains(state)) && (codes.isEmpty() || codes.contains(code));
        }
    }

    private static final Pattern STAR = Pattern.compile(
            "(select|distinct|all|returning|,|\\))\\s*\\*|\\.\\s*\\*|\\bnatural\\b", Pattern.CASE_INSENSITIVE);

    boolean has(Flag flag) {
        return flags.contains(flag);
    }

    Optional<Refusal> refusal(State state, Code code) {
        return refusals.stream().filter(refusal -> refusal.holds(state, code)).findFirst();
    }

    /** Whether code that names the target's columns without having said so is served what it means. */
    boolean meansTheSameUnadopted() {
        return !has(Flag.SHAPE_BOUND)
                && !has(Flag.MIXED)
                && steps.stream()
                        .noneMatch(step ->
                                STAR.matcher(step.sql()).find() || step.keys().equals(List.of("*")));
    }

    @Override
    public String toString() {
        return area + ": " + name;
    }
}
