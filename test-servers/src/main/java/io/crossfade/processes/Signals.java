package io.crossfade.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What an operator does to processes with {@code kill}. */
public final class Signals {

    private Signals() {}

    /** Ends processes at once: nothing in them gets a chance to tidy up. One that is gone already is no error. */
    public static void kill(List<Long> pids) {
        send("-KILL", pids);
    }

    /** Stops processes where they are until {@link #resume}. */
    public static void pause(List<Long> pids) {
        send("-STOP", pids);
    }

    public static void resume(List<Long> pids) {
        send("-CONT", pids);
    }

    private static void send(String signal, List<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("kill", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("kill " + signal + " can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + signal, e);
        }
    }
}
