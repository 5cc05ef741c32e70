package io.crossfade.compare;

/** What the application's code is written for, and what it has told the driver. */
enum Code {
    /** Source names, nothing adopted. */
    SOURCE(false, false),
    /** Target names, and the migrations are adopted. */
    ADOPTED(true, true),
    /** Target names, nothing adopted. */
    TARGET_UNADOPTED(true, false);

    private final boolean targetNames;
    private final boolean adopted;

    Code(boolean targetNames, boolean adopted) {
        this.targetNames = targetNames;
        this.adopted = adopted;
    }

    boolean namesTarget() {
        return targetNames;
    }

    boolean hasAdopted() {
        return adopted;
    }

    boolean runs(Case shape) {
        return switch (this) {
            case SOURCE -> true;
            case ADOPTED -> !shape.has(Case.Flag.MIXED);
            case TARGET_UNADOPTED -> shape.meansTheSameUnadopted();
        };
    }
}
