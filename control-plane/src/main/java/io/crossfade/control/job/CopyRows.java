package io.crossfade.control.job;

import io.crossfade.control.job.Keyset.Chunk;
import java.sql.SQLException;
import java.util.Optional;

/** Gives every row of one side the other side's values, in chunks by primary key, from where it was left. */
final class CopyRows {

    private final JobScene scene;
    private final boolean reverse;
    private final String step;

    CopyRows(JobScene scene, boolean reverse, String step) {
        this.scene = scene;
        this.reverse = reverse;
        this.step = step;
    }

    void run() throws SQLException {
        JobRun run = scene.run();
        TableFacts table = scene.table();
        Keyset keyset = new Keyset(table, scene.comment());
        Difference difference = new Difference(table, scene.columns(), reverse);
        run.step(step, scene.estimateRows(table), 0);
        ChunkTransaction transaction = new ChunkTransaction(scene);
        Pace pace = new Pace(run, scene.config().throttle());
        while (true) {
            run.stopPoint("copy:before-chunk");
            Optional<Chunk> next = keyset.next(
                    scene.connection(), run.state().cursor(), scene.config().chunkRows());
            if (next.isEmpty()) {
                return;
            }
            Chunk chunk = next.get();
            long changed = transaction.update(
                    keyset,
                    chunk,
                    scene.comment() + "UPDATE " + table.sql() + " SET " + difference.assignments() + " WHERE "
                            + keyset.within(chunk) + " AND " + difference.predicate());
            run.stopPoint("copy:chunk-copied");
            double rate = pace.covered(chunk.rows());
            run.save(job -> job.covered(chunk.cursor(), chunk.rows(), changed, rate, run.now()));
            run.stopPoint("copy:cursor-saved");
        }
    }
}
