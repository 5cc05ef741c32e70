package io.crossfade.control.store;

import io.crossfade.control.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.mvstore.MVStoreTool;

/**
 * The file of an embedded H2, which is only ever written at its end. Where H2 uses room again, or moves what it has written, a kill can
 * take it back to a state of long before: it writes the next chunk elsewhere than the one before says, and doesn't find it when
 * it is opened. So nothing becomes free while it is open, and once it has grown, all is copied to a new file.
 */
final class H2File {

    private static final String SETTINGS =
            ";WRITE_DELAY=0;RETENTION_TIME=" + Integer.MAX_VALUE + ";MAX_COMPACT_TIME=0;DB_CLOSE_ON_EXIT=FALSE";

    private final Path path;

    /** @param path without the ending that H2 gives it */
    H2File(Path path) {
        this.path = path;
    }

    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:file:" + path + SETTINGS, "sa", "");
        connection.setAutoCommit(false);
        return connection;
    }

    /**
     * Puts a copy in its place at once, without what is free. No connection may be open.
     *
     * @throws org.h2.mvstore.MVStoreException if it can't be copied; then it is as it was
     */
    void renew() {
        MVStoreTool.compact(file().toString(), true);
    }

    long bytes() {
        try {
            return Files.size(file());
        } catch (IOException e) {
            throw new StoreException("the store's file " + file() + " can't be looked at: " + e, e);
        }
    }

    private Path file() {
        return path.resolveSibling(path.getFileName() + ".mv.db");
    }
}
