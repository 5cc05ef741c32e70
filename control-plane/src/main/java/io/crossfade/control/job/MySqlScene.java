package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.migration.Migration;
import java.sql.SQLException;

/** What every job on MySQL or MariaDB works with. */
record MySqlScene(JobRun run, MySqlSession session, MySqlChange change, DatabaseConfig config, JobToken token) {

    Migration migration() {
        return run.migration();
    }

    TableFacts table() throws SQLException {
        return MySqlTables.read(session, migration().table())
                .orElseThrow(() -> new JobFailedException(
                        "table " + migration().table() + " is gone; somebody has changed it outside the migration"));
    }

    MySqlShape shape(TableFacts table) {
        return new MySqlShape(session, table, migration());
    }

    /** So that whoever looks at the server's processes knows whose statement this is. */
    String comment() {
        return "/* crossfade " + migration().name() + " */ ";
    }
}
