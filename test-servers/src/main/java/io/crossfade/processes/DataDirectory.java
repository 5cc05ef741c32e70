package io.crossfade.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server of a test keeps its data: in memory if there is plenty of it, for no test needs the data after the
 * machine's end; else among the temporary files. {@code -Dcrossfade.data=DIRECTORY} is another place.
 */
public final class DataDirectory {

    private static final Path MEMORY = Path.of("/dev/shm");

    /** Several times what the servers of two JVMs at a time come to. */
    private static final long PLENTY = 4L << 30;

    private static final Pattern AVAILABLE = Pattern.compile("^MemAvailable: +(\\d+) kB$", Pattern.MULTILINE);

    private DataDirectory() {}

    /** Makes an empty directory of its own. Whoever asks for it deletes it. */
    public static Path create(String prefix) {
        String place = System.getProperty("crossfade.data");
        try {
            return Files.createTempDirectory(place == null ? usual() : Path.of(place), prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for a server's data", e);
        }
    }

    private static Path usual() throws IOException {
        return isPlenty() ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static boolean isPlenty() throws IOException {
        Path memory = Path.of("/proc/meminfo");
        if (!Files.isWritable(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < PLENTY) {
            return false;
        }
        Matcher available = AVAILABLE.matcher(Files.readString(memory));
        return available.find() && Long.parseLong(available.group(1)) << 10 >= PLENTY;
    }
}
