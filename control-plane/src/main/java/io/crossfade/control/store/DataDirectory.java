package io.crossfade.control.store;

import io.crossfade.control.error.BadInputException;
import io.crossfade.control.error.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A directory that one control plane at a time may use: in this process as among all. The lock dies with its holder. */
final class DataDirectory implements AutoCloseable {

    private final Path directory;
    private final FileChannel lockFile;

    private DataDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    static DataDirectory lock(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel file = FileChannel.open(
                    directory.resolve("crossfade.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(file) == null) {
                file.close();
                throw new BadInputException("another control plane runs on the data directory "
                        + directory.toAbsolutePath()
                        + "; stop it, or name another directory with --data. Two control planes"
                        + " can share a store on PostgreSQL only: write 'store' into both configurations");
            }
            return new DataDirectory(directory, file);
        } catch (IOException e) {
            throw new BadInputException("can't use the data directory " + directory + ": " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path file(String name) {
        return directory.toAbsolutePath().resolve(name);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StoreException("the lock on " + directory + " can't be given back", e);
        }
    }
}
