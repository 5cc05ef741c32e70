package io.crossfade.compare.generate;

import io.crossfade.compare.Outcome;
import io.crossfade.compare.Outcome.Failure;
import io.crossfade.compare.generate.Place.Result;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How what Crossfade did differs from what the plain database did.
 *
 * @param kind the same for differences that may well have one cause
 * @param text in full
 */
record Difference(String kind, String text) {

    /** What a column doesn't take as it is, but as the CAST that a conversion needs: no code has such a statement. */
    private static final Set<String> ACCEPTS_ANOTHER_TYPE = Set.of("succeeds 42804", "fails otherwise 42804 2");

    /**
     * PostgreSQL's: a value doesn't fit a column, can't be cast, or an operator doesn't take it; or a column isn't there, which
     * Crossfade may know from the other shape, and find of a wrong type then.
     */
    private static final Set<String> WRONG = Set.of("42804", "42846", "42883", "42703");

    /** What MySQL and MariaDB say of values that a column doesn't take. */
    private static final String UNFIT =
            "[^\\]]*(cannot be null|doesn't have a default value|[Ii]ncorrect [\\w ]+ value|Data too long|Out of range)[^\\]]*\\]";

    private static final Pattern TWO_UNFIT =
            Pattern.compile("(?s)answer \\d+: expected Failure\\[" + UNFIT + ", but was Failure\\[" + UNFIT + ".*");

    /** A refusal isn't one; it is counted apart. */
    static Optional<Difference> between(Outcome plain, Result crossfade, Generated statement) {
        Outcome actual = alike(plain, crossfade, statement);
        return breakConstraints(plain, actual) && statement.joins()
                ? Optional.empty()
                : between(plain.unmarked(), actual, crossfade);
    }

    /** Whether both fail for what a constraint forbids: where rows are joined, any that it forbids may come first. */
    private static boolean breakConstraints(Outcome plain, Outcome actual) {
        return state(plain).startsWith("23") && state(actual).startsWith("23");
    }

    private static Outcome alike(Outcome plain, Result crossfade, Generated statement) {
        Outcome actual = crossfade
                .outcome()
                .withColumnsLike(plain, statement::names, statement.negates())
                .unmarked()
                .knowingNoMoreThan(plain);
        return crossfade.fills() ? actual.countingLike(plain) : actual;
    }

    private static Optional<Difference> between(Outcome plain, Outcome actual, Result crossfade) {
        if (actual.refused()) {
            return Optional.empty();
        }
        if (plain.failed() != actual.failed()) {
            return Optional.of(new Difference(
                    plain.failed() ? "succeeds " + state(plain) : "fails " + message(actual), text(plain, actual)));
        }
        if (plain.failed() && !sameMistake(plain, actual)) {
            return Optional.of(
                    new Difference("fails otherwise " + state(plain) + " " + message(actual), text(plain, actual)));
        }
        if (plain.failed() && !state(plain).equals(state(actual))) {
            return Optional.empty();
        }
        Optional<String> difference = plain.difference(actual);
        if (difference.isPresent()) {
            return Optional.of(new Difference(kind(difference.get()), difference.get()));
        }
        return crossfade.apart().isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference("apart", "the target isn't up(source): " + crossfade.apart()));
    }

    /** Of a statement with several mistakes, any can be named first, as one of these. */
    private static boolean sameMistake(Outcome plain, Outcome actual) {
        String expected = state(plain);
        String state = state(actual);
        return state.equals(expected) || WRONG.contains(expected) && WRONG.contains(state);
    }

    /**
     * Whether values don't fit on both sides, and each says so of another: of several, MySQL and MariaDB name that which they
     * store first, and Crossfade stores some in other columns.
     */
    boolean isOfAnotherValue() {
        return kind.startsWith("fails otherwise") && TWO_UNFIT.matcher(text).matches();
    }

    /** Whether a value was taken for a column of another type, and written or found missing. */
    boolean isOfAcceptedType() {
        return ACCEPTS_ANOTHER_TYPE.stream().anyMatch(kind::startsWith);
    }

    private static String text(Outcome plain, Outcome actual) {
        return plain.difference(actual).orElse("");
    }

    private static String kind(String difference) {
        return difference.startsWith("rows left behind")
                ? "rows"
                : difference.replaceAll("(?s)answer \\d+: expected (\\w+)(\\[what=\\w+)?.*", "$1 $2");
    }

    private static String state(Outcome outcome) {
        return failure(outcome).map(Failure::sqlState).orElse("");
    }

    private static String message(Outcome outcome) {
        return failure(outcome)
                .map(failure -> failure.sqlState() + " " + general(failure.message()))
                .orElse("");
    }

    private static Optional<Failure> failure(Outcome outcome) {
        return outcome.answers().stream()
                .filter(Failure.class::isInstance)
                .map(Failure.class::cast)
                .findFirst();
    }

    /** Without what names and numbers it has, and only its first line. */
    static String general(String message) {
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceAll("\"[^\"]*\"", "\"…\"")
                .replaceAll("'[^']*'", "'…'")
                .replaceAll("\\d+", "0");
    }
}
