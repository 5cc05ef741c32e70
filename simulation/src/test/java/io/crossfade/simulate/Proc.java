package io.crossfade.simulate;

/** A process: dies and is paused as a whole. */
class Proc {

    final String name;
    boolean dead;
    boolean paused;
    /** A control plane that has lost its store to another one, and may not know. */
    boolean ousted;

    boolean reachesDatabase = true;
    long wallMillis;

    Proc(String name) {
        this.name = name;
    }

    boolean runs() {
        return !dead && !paused;
    }

    @Override
    public String toString() {
        return name;
    }
}
