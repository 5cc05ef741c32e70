package io.crossfade.control.fleet;

import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.DatabaseSession;
import java.util.ArrayList;
import java.util.List;

/** Ends sessions of the driver in the application's database. What was open in them is rolled back there. */
final class SessionEnder {

    private final ApplicationDatabase database;

    SessionEnder(ApplicationDatabase database) {
        this.database = database;
    }

    /**
     * Ends sessions of an instance.
     *
     * @return one sentence for each session that was ended, or would be
     */
    List<String> end(String instance, List<DatabaseSession> sessions, boolean dryRun) {
        return end(sessions, "of instance '" + instance + "'", dryRun);
    }

    /**
     * Ends sessions of instances that aren't known.
     *
     * @return one sentence for each session that was ended, or would be
     */
    List<String> endStrangers(List<DatabaseSession> strangers, boolean dryRun) {
        return end(strangers, "of an instance that hasn't reported", dryRun);
    }

    private List<String> end(List<DatabaseSession> sessions, String whose, boolean dryRun) {
        List<String> ended = new ArrayList<>();
        for (DatabaseSession session : sessions) {
            if (dryRun || database.end(session.process())) {
                ended.add(session + ", " + whose);
            }
        }
        return ended;
    }
}
