package io.crossfade.control.fleet;

import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Ends sessions of the driver in the application's database. What was open in them is rolled back there. */
final class SessionEnder {

    private final ApplicationDatabase database;

    SessionEnder(ApplicationDatabase database) {
        this.database = database;
    }

    /**
     * Ends what holds a step up: of an instance that still reports, the sessions in which something has been going on since
     * the step was decided; of any other, all.
     *
     * @return one sentence for each session that was ended
     */
    List<String> end(Obstruction obstruction) {
        List<String> ended = new ArrayList<>();
        for (InstanceView instance : obstruction.instances()) {
            boolean reports = instance.liveness() == Liveness.LIVE;
            List<DatabaseSession> sessions = database.sessions(instance.id()).stream()
                    .filter(session ->
                            !reports || session.isBusyFor(obstruction.waited().toMillis()))
                    .toList();
            ended.addAll(end(sessions, "of instance '" + instance.id() + "'", false));
        }
        ended.addAll(end(obstruction.strangers(), "of an instance that hasn't reported", false));
        return ended;
    }

    /** @return one sentence for each session of the instance that was ended, or would be */
    List<String> end(String instance, boolean dryRun) {
        return end(database.sessions(instance), "of instance '" + instance + "'", dryRun);
    }

    /** @return one sentence for each session that was ended, or would be, as it belongs to none of these instances */
    List<String> endStrangers(Set<String> known, boolean dryRun) {
        return end(database.fence().strangers(known), "of an instance that hasn't reported", dryRun);
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
