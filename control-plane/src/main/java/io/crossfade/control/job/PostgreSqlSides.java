package io.crossfade.control.job;

import io.crossfade.control.job.Keyset.Chunk;
import io.crossfade.control.store.Sample;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows on PostgreSQL: one statement compares, one makes equal. */
final class PostgreSqlSides implements RowSides {

    private final JobScene scene;
    private final TableFacts table;
    private final Difference difference;
    private final Keyset keyset;

    PostgreSqlSides(JobScene scene, boolean reverse) throws SQLException {
        this.scene = scene;
        this.table = scene.table();
        this.difference = new Difference(table, scene.migration().columns(), reverse);
        this.keyset = new PostgreSqlKeyset(table, scene.comment());
    }

    @Override
    public boolean isEmpty() {
        return difference.isEmpty();
    }

    @Override
    public long estimateRows() throws SQLException {
        return scene.estimateRows(table);
    }

    @Override
    public Optional<Chunk> next(@Nullable String cursor, int rows) throws SQLException {
        return keyset.next(scene.connection(), cursor, rows);
    }

    @Override
    public long copy(Chunk chunk) throws SQLException {
        return new ChunkTransaction(scene)
                .update(
                        keyset,
                        chunk,
                        scene.comment() + "UPDATE " + table.sql() + " SET " + difference.assignments() + " WHERE "
                                + difference.predicate());
    }

    @Override
    public Map<String, Sample> differing(Chunk chunk, int pass) throws SQLException {
        String sql = scene.comment() + "SELECT " + keyset.keyTexts() + difference.samples() + " FROM " + table.sql()
                + " WHERE " + keyset.within(chunk) + " AND " + difference.predicate();
        Map<String, Sample> found = new LinkedHashMap<>();
        try (PreparedStatement statement = scene.connection().prepareStatement(sql)) {
            keyset.bind(statement, chunk);
            scene.run().working(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Sample sample = Samples.of(
                            rows, table.primaryKey().size(), difference.sources(), difference.targets(), pass);
                    found.put(sample.key(), sample);
                }
            }
        } finally {
            scene.run().working(null);
        }
        return found;
    }
}
