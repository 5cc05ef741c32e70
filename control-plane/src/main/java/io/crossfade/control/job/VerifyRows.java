package io.crossfade.control.job;

import io.crossfade.control.job.Keyset.Chunk;
import io.crossfade.control.store.Sample;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares both sides of every row, repairs what differs, and compares again until a whole pass finds nothing.
 *
 * <p>With every write on both sides in one statement, nothing can differ after the backfill. So what differs is worth a
 * word, and what differs again after a repair has a writer behind it that nobody rewrites.
 */
final class VerifyRows {

    private static final int MOST_SAMPLES = 100;
    private static final int MOST_PASSES = 4;
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final JobScene scene;
    private final boolean reverse;

    VerifyRows(JobScene scene, boolean reverse) {
        this.scene = scene;
        this.reverse = reverse;
    }

    void run() throws SQLException {
        JobRun run = scene.run();
        int first = Math.max(1, run.state().pass());
        for (int pass = first; ; pass++) {
            long found = comparePass(pass);
            if (found == 0) {
                return;
            }
            if (pass == 1) {
                run.note(found + " rows differed after the backfill and were repaired; while every writer uses the"
                        + " driver none can: look for one that bypasses it");
            } else {
                run.note("a writer bypasses the driver: pass " + pass + " found " + found
                        + " rows that differ though the pass before had repaired them all");
            }
            if (pass >= MOST_PASSES) {
                run.save(job -> job.atStep("", 0, 0, run.now()));
                throw new JobFailedException("a writer bypasses the driver: " + pass + " passes in a row found rows"
                        + " that differ, the last one " + found + "; see the samples in the status, find the writer,"
                        + " then advance again");
            }
        }
    }

    private long comparePass(int pass) throws SQLException {
        JobRun run = scene.run();
        TableFacts table = scene.table();
        Keyset keyset = new Keyset(table, scene.comment());
        Difference difference = new Difference(table, scene.columns(), reverse);
        run.step("compare, pass " + pass, scene.estimateRows(table), pass);
        Pace pace = new Pace(run, scene.config().throttle());
        while (true) {
            run.stopPoint("verify:before-chunk");
            Optional<Chunk> next = keyset.next(
                    scene.connection(), run.state().cursor(), scene.config().chunkRows());
            if (next.isEmpty()) {
                return run.state().found();
            }
            Chunk chunk = next.get();
            long differing = compare(table, keyset, difference, chunk, pass);
            run.stopPoint("verify:chunk-compared");
            double rate = pace.covered(chunk.rows());
            run.save(job -> job.covered(chunk.cursor(), chunk.rows(), differing, rate, run.now()));
        }
    }

    /** Returns how many rows differed and went on differing for a moment; they are repaired then. */
    private long compare(TableFacts table, Keyset keyset, Difference difference, Chunk chunk, int pass)
            throws SQLException {
        Map<String, Sample> found = find(table, keyset, difference, chunk, pass);
        if (found.isEmpty()) {
            return 0;
        }
        scene.run().pause(MOMENT);
        Map<String, Sample> still = find(table, keyset, difference, chunk, pass);
        still.keySet().retainAll(found.keySet());
        if (still.isEmpty()) {
            return 0;
        }
        keep(List.copyOf(still.values()));
        new ChunkTransaction(scene)
                .update(
                        keyset,
                        chunk,
                        scene.comment() + "UPDATE " + table.sql() + " SET " + difference.assignments() + " WHERE "
                                + keyset.within(chunk) + " AND " + difference.predicate());
        return still.size();
    }

    private Map<String, Sample> find(TableFacts table, Keyset keyset, Difference difference, Chunk chunk, int pass)
            throws SQLException {
        String sql = scene.comment() + "SELECT " + keyset.keyTexts() + ", " + difference.samples() + " FROM "
                + table.sql() + " WHERE " + keyset.within(chunk) + " AND " + difference.predicate();
        Map<String, Sample> found = new LinkedHashMap<>();
        try (PreparedStatement statement = scene.connection().prepareStatement(sql)) {
            keyset.bind(statement, chunk);
            scene.run().working(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Sample sample = sample(rows, table.primaryKey().size(), pass);
                    found.put(sample.key(), sample);
                }
            }
        } finally {
            scene.run().working(null);
        }
        return found;
    }

    private Sample sample(ResultSet row, int keyColumns, int pass) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= keyColumns; i++) {
            key.add(row.getString(i));
        }
        return new Sample(String.join(", ", key), row.getString(keyColumns + 1), row.getString(keyColumns + 2), pass);
    }

    private void keep(List<Sample> found) {
        scene.run().save(job -> {
            List<Sample> samples = new ArrayList<>(job.samples());
            found.stream().limit(Math.max(0, MOST_SAMPLES - samples.size())).forEach(samples::add);
            return job.withReport(job.notes(), samples);
        });
    }
}
