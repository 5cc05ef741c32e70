package io.crossfade.simulate;

/** Unwinds what a process was doing when it was killed. No product code catches an Error. */
final class Death extends Error {

    private static final long serialVersionUID = 1L;

    Death() {
        super("killed", null, true, false);
    }
}
