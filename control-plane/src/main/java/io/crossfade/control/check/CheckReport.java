package io.crossfade.control.check;

import io.crossfade.control.job.StartCheck;
import io.crossfade.rehearsal.Finding;
import io.crossfade.sql.Dialect;
import java.util.List;

/**
 * What a rehearsal found.
 *
 * @param dialect of the database
 * @param dependents what in the database depends on the source, one sentence each
 * @param statements those that the migration touches
 * @param untouched how many it doesn't touch
 */
public record CheckReport(
        Dialect dialect, StartCheck start, List<String> dependents, List<Statement> statements, int untouched) {

    public CheckReport {
        dependents = List.copyOf(dependents);
        statements = List.copyOf(statements);
    }

    /**
     * A statement that the migration touches.
     *
     * @param calls how often it has been seen; 0 if nobody has counted
     * @param lostIndexes the indexes that can't serve it in some stages, a sentence each
     */
    public record Statement(Finding finding, long calls, List<String> lostIndexes) {

        public Statement {
            lostIndexes = List.copyOf(lostIndexes);
        }
    }
}
