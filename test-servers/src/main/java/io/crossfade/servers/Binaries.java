package io.crossfade.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A server's programs, unpacked once for each user and version into the directory for temporary files, where they stay.
 */
final class Binaries {

    private Binaries() {}

    /** Fills a directory. */
    interface Unpacking {
        void into(Path directory) throws IOException, InterruptedException;
    }

    /**
     * The directory with the programs; unpacked now if they aren't there.
     *
     * @param name with the version, so that another version gets a directory of its own
     */
    static synchronized Path unpacked(String name, Unpacking unpacking) {
        String user = System.getProperty("user.name");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path directory = temporary.resolve("crossfade-" + name + "-" + user);
        try (FileChannel file = FileChannel.open(
                        temporary.resolve("crossfade-" + name + "-" + user + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Path half = Files.createTempDirectory("crossfade-" + name);
                unpacking.into(half);
                Files.move(half, directory, StandardCopyOption.ATOMIC_MOVE);
            }
            if (!Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName().equals(user)) {
                throw new IOException(directory + " belongs to somebody else; it isn't used");
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be unpacked into " + directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was being unpacked", e);
        }
    }
}
