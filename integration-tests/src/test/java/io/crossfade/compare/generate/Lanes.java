package io.crossfade.compare.generate;

import io.crossfade.migration.Migration;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Connections through Crossfade that outlive a world: opening some twenty for each would take most of the time. Each lane
 * is an instance of the driver with its own snapshot, which the next world replaces under the next epoch.
 */
final class Lanes implements AutoCloseable {

    /** How long an instance may take to see a new snapshot; it looks a few times in a second. */
    private static final long PATIENCE_MILLIS = 60_000;

    /** A text comes once or twice; what is kept is planned again for the next world. */
    private static final int PLANS = 8;

    private static final String ADOPTED =
            IntStream.range(0, 100).mapToObj(i -> "move-" + i).collect(Collectors.joining(","));

    /** It warns of adopted migrations that the world of the moment doesn't have. */
    private static final Logger HUB = Logger.getLogger("io.crossfade.jdbc.Hub");

    static {
        HUB.setLevel(Level.SEVERE);
    }

    private final DatabaseServer server;
    private final Path directory;
    private final String name;
    private final List<Lane> lanes = new ArrayList<>();
    private long epoch;

    private record Lane(Path snapshot, Connection ofSource, Connection ofTarget) {

        Connection connection(boolean target) {
            return target ? ofTarget : ofSource;
        }
    }

    /** @param name tells these from others in the same directory */
    Lanes(DatabaseServer server, Path directory, String name) {
        this.server = server;
        this.directory = directory;
        this.name = name;
    }

    /** Brings each lane to its layout, and waits until its instance goes by the layout's snapshot. */
    void show(List<Layout> layouts) throws SQLException {
        epoch++;
        for (int i = 0; i < layouts.size(); i++) {
            Path file = directory.resolve(name + "-lane-" + i + ".json");
            write(file, layouts.get(i).snapshot());
            if (i == lanes.size()) {
                lanes.add(new Lane(file, open(file, false), open(file, true)));
            }
        }
        for (int i = 0; i < layouts.size(); i++) {
            for (boolean ofTarget : List.of(false, true)) {
                Connection connection = connection(i, ofTarget);
                enter(connection, layouts.get(i));
                await(connection, layouts.get(i), ofTarget);
            }
        }
    }

    Connection connection(int lane, boolean ofTarget) {
        return lanes.get(lane).connection(ofTarget);
    }

    private void write(Path file, Snapshot snapshot) {
        List<Migration> migrations = snapshot.migrations();
        try {
            Path half = Files.writeString(
                    file.resolveSibling(file.getFileName() + ".half"),
                    Wire.write(new Snapshot(snapshot.database(), epoch, migrations)));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("no snapshot can be written", e);
        }
    }

    private Connection open(Path snapshot, boolean ofTarget) throws SQLException {
        String url = server.url(server.product() == Product.POSTGRESQL ? Worksite.DATABASE : server.ownDatabase());
        return DriverManager.getConnection("jdbc:crossfade:" + url.substring("jdbc:".length())
                + "&crossfade.database=generated&crossfade.application=compare&crossfade.unwrap=allow"
                + "&crossfade.planCacheSize=" + PLANS
                + "&crossfade.snapshotFile=" + snapshot + (ofTarget ? "&crossfade.adopted=" + ADOPTED : ""));
    }

    private void enter(Connection connection, Layout layout) throws SQLException {
        connection.setAutoCommit(true);
        if (server.product() == Product.POSTGRESQL) {
            connection.setSchema(layout.schema());
        } else {
            connection.setCatalog(layout.schema());
        }
    }

    /** A star shows the shape of the code as soon as the snapshot is known. */
    private void await(Connection connection, Layout layout, boolean ofTarget) throws SQLException {
        List<String> expected = layout.columns(ofTarget);
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        List<String> seen = columns(connection, layout);
        while (!seen.equals(expected)) {
            if (System.currentTimeMillis() > deadline) {
                throw new IllegalStateException("stars in " + layout + " show " + seen + " to code for the "
                        + (ofTarget ? "target" : "source") + ", not " + expected);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a snapshot", e);
            }
            seen = columns(connection, layout);
        }
    }

    private List<String> columns(Connection connection, Layout layout) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (String table : layout.tables()) {
            try (Statement statement = connection.createStatement();
                    ResultSet none = statement.executeQuery(
                            "SELECT * FROM " + server.product().quote(table) + " WHERE 1 = 0")) {
                for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                    columns.add(table + "." + none.getMetaData().getColumnLabel(i));
                }
            }
        }
        return columns.stream().sorted().toList();
    }

    @Override
    public void close() throws SQLException {
        for (Lane lane : lanes) {
            lane.ofSource().close();
            lane.ofTarget().close();
        }
    }
}
