package io.crossfade.processes;

/** What has to happen even if the JVM ends before somebody's {@code close}. */
final class AtExit {

    private final Thread hook;

    AtExit(String name, Runnable action) {
        this.hook = new Thread(action, name);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Not needed any more.
     *
     * @return false if the JVM is ending already, so that the action runs nevertheless
     */
    boolean forget() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return false;
        }
    }
}
