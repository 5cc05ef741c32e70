package io.crossfade.compare;

import io.crossfade.compare.Case.Flag;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds what Crossfade did against what the plain database did. */
final class Verdict {

    private final Case shape;
    private final Outcome plain;
    private final Outcome crossfade;

    Verdict(Case shape, Outcome plain, Outcome crossfade) {
        this.shape = shape;
        this.plain = plain;
        this.crossfade = crossfade;
    }

    /** What differs; empty if nothing does. */
    Optional<String> difference() {
        if (plain.failed() != shape.has(Flag.FAILS)) {
            return Optional.of(
                    "on the plain database it was to " + (plain.failed() ? "pass" : "fail") + ": " + plain.answers());
        }
        Outcome expected = shape.has(Flag.VOLATILE) ? plain.withoutValues() : plain;
        Outcome actual = shape.has(Flag.VOLATILE) ? crossfade.withoutValues() : crossfade;
        return expected.difference(actual);
    }

    /** Rows in which the two columns came apart through the case. */
    static Optional<String> apart(List<String> after, Set<String> before) {
        List<String> apart = after.stream().filter(row -> !before.contains(row)).toList();
        return apart.isEmpty() ? Optional.empty() : Optional.of("the two columns differ: " + apart);
    }
}
