package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.job.Keyset.Chunk;
import io.crossfade.control.store.Sample;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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

    private final JobRun run;
    private final DatabaseConfig config;
    private final RowSides sides;

    VerifyRows(JobRun run, DatabaseConfig config, RowSides sides) {
        this.run = run;
        this.config = config;
        this.sides = sides;
    }

    void run() throws SQLException {
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
        if (sides.isEmpty()) {
            return 0;
        }
        run.step("compare, pass " + pass, sides.estimateRows(), pass);
        Pace pace = new Pace(run, config.throttle());
        while (true) {
            run.stopPoint("verify:before-chunk");
            Optional<Chunk> next = sides.next(run.state().cursor(), config.chunkRows());
            if (next.isEmpty()) {
                return run.state().found();
            }
            Chunk chunk = next.get();
            long differing = compare(chunk, pass);
            run.stopPoint("verify:chunk-compared");
            double rate = pace.covered(chunk.rows());
            run.save(job -> job.covered(chunk.cursor(), chunk.rows(), differing, rate, run.now()));
        }
    }

    /** Returns how many rows differed and went on differing for a moment; they are repaired then. */
    private long compare(Chunk chunk, int pass) throws SQLException {
        Map<String, Sample> found = sides.differing(chunk, pass);
        if (found.isEmpty()) {
            return 0;
        }
        run.pause(MOMENT);
        Map<String, Sample> still = sides.differing(chunk, pass);
        still.keySet().retainAll(found.keySet());
        if (still.isEmpty()) {
            return 0;
        }
        keep(List.copyOf(still.values()));
        long unused = sides.copy(chunk);
        return still.size();
    }

    private void keep(List<Sample> found) {
        run.save(job -> {
            List<Sample> samples = new ArrayList<>(job.samples());
            found.stream().limit(Math.max(0, MOST_SAMPLES - samples.size())).forEach(samples::add);
            return job.withReport(job.notes(), samples);
        });
    }
}
