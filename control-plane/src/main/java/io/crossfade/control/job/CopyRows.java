package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.job.Keyset.Chunk;
import java.sql.SQLException;
import java.util.Optional;

/** Gives every row of one side the values that follow from the other's, in chunks, from where it was left. */
final class CopyRows {

    private final JobRun run;
    private final DatabaseConfig config;
    private final RowSides sides;
    private final String step;

    CopyRows(JobRun run, DatabaseConfig config, RowSides sides, String step) {
        this.run = run;
        this.config = config;
        this.sides = sides;
        this.step = step;
    }

    void run() throws SQLException {
        if (sides.isEmpty()) {
            return;
        }
        run.step(step, sides.estimateRows(), 0);
        Pace pace = new Pace(run, config.throttle());
        while (true) {
            run.stopPoint("copy:before-chunk");
            Optional<Chunk> next = sides.next(run.state().cursor(), config.chunkRows());
            if (next.isEmpty()) {
                return;
            }
            Chunk chunk = next.get();
            long changed = sides.copy(chunk);
            run.stopPoint("copy:chunk-copied");
            double rate = pace.covered(chunk.rows());
            run.save(job -> job.covered(chunk.cursor(), chunk.rows(), changed, rate, run.now()));
            run.stopPoint("copy:cursor-saved");
        }
    }
}
