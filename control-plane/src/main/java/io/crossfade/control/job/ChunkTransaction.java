package io.crossfade.control.job;

import io.crossfade.control.job.Keyset.Chunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** One chunk's update in a short transaction, tried again when it met an application's. */
final class ChunkTransaction {

    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");
    private static final int MOST_TRIES = 20;
    private static final String QUERY_CANCELED = "57014";

    private final JobScene scene;

    ChunkTransaction(JobScene scene) {
        this.scene = scene;
    }

    /**
     * Returns how many rows the update changed.
     *
     * @param statement with a condition; the chunk's is put behind it
     * @throws JobFailedException with the row's key if a row's value can't be converted; those before it are done then
     */
    long update(Keyset keyset, Chunk chunk, String statement) throws SQLException {
        return Halving.copy(
                chunk,
                (cursor, rows) -> keyset.next(scene.connection(), cursor, rows),
                part -> patiently(keyset, part, statement + " AND " + keyset.within(part)));
    }

    private long patiently(Keyset keyset, Chunk chunk, String sql) throws SQLException {
        Duration pause = Duration.ofMillis(50);
        for (int attempt = 1; ; attempt++) {
            try {
                return scene.session()
                        .inTransaction(
                                () -> "SET LOCAL lock_timeout = '"
                                        + Math.max(
                                                1000,
                                                scene.config().lockTimeout().toMillis() * 5) + "ms'",
                                connection -> once(connection, keyset, chunk, sql));
            } catch (SQLException e) {
                if (QUERY_CANCELED.equals(e.getSQLState())) {
                    scene.run().checkStopped();
                }
                if (!PASSING.contains(e.getSQLState()) || attempt == MOST_TRIES) {
                    throw e;
                }
                scene.run().waitingFor("a row that an application's transaction holds: " + e.getMessage());
            }
            scene.run().pause(pause);
            pause = pause.multipliedBy(2).compareTo(Duration.ofSeconds(5)) > 0
                    ? Duration.ofSeconds(5)
                    : pause.multipliedBy(2);
        }
    }

    private long once(Connection connection, Keyset keyset, Chunk chunk, String sql) throws SQLException {
        scene.token().hold(connection);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            keyset.bind(statement, chunk);
            scene.run().working(statement);
            return statement.executeUpdate();
        } finally {
            scene.run().working(null);
        }
    }
}
