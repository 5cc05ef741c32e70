package io.crossfade.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Ends a server and deletes its data when this JVM is gone without having done so, however it went.
 *
 * <p>A small process of its own waits for the end of its standard input, which only this JVM holds open.
 */
public final class Guard implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat > /dev/null
            kill -TERM "$1" 2> /dev/null
            n=0
            while kill -0 "$1" 2> /dev/null && [ $n -lt 50 ]; do n=$((n + 1)); sleep 0.1; done
            kill -KILL "$1" 2> /dev/null
            rm -rf -- "$2"
            """;

    private final Process process;

    private Guard(Process process) {
        this.process = process;
    }

    /**
     * Watches over a server.
     *
     * @param pid of the server
     * @param directory its data
     */
    public static Guard over(long pid, Path directory) {
        try {
            return new Guard(
                    new ProcessBuilder("/bin/sh", "-c", SCRIPT, "guard", Long.toString(pid), directory.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("the server " + pid + " has no guard", e);
        }
    }

    /** Calls the guard off: the server has been stopped. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
