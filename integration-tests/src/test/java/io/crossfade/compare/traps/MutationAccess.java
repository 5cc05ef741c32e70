package io.crossfade.compare.traps;

/** What changed methods of the rewriter call: public, since their code is in another package. */
public final class MutationAccess {

    private MutationAccess() {}

    /** What a method gives in place of what it would. */
    public static Object answer(Object given, Object[] taken) {
        return Mutation.answer(given, taken);
    }

    /** What a method is given in place of what it was. */
    public static Object[] arguments(Object[] taken) {
        return Mutation.arguments(taken);
    }
}
