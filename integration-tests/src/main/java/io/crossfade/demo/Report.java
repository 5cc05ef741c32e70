package io.crossfade.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo ends with. */
final class Report {

    private static final int SHOWN = 10;

    private final Fleet fleet;
    private final Stalls stalls;
    private final List<Walk.Leg> legs;
    private final List<String> failures = new ArrayList<>();

    /** @param legs the phases as they were gone through */
    Report(Fleet fleet, Stalls stalls, List<Walk.Leg> legs) {
        this.fleet = fleet;
        this.stalls = stalls;
        this.legs = legs;
    }

    /** Notes that something isn't as it should be; the demo has failed then. */
    void fail(String what) {
        failures.add(what);
    }

    /**
     * Prints the tables and says whether all is well.
     *
     * @param differences between the table and the records, as a plain connection sees them
     */
    boolean print(Screen screen, List<String> differences) {
        screen.print("");
        printPhases(screen);
        printFlips(screen);
        printApps(screen);
        screen.print("table against records, through a plain connection: %d differences".formatted(differences.size()));
        for (RunningApp app : fleet.apps()) {
            app.problems().stream().limit(SHOWN).forEach(problem -> screen.print(app.name() + ": " + problem));
        }
        differences.stream().limit(SHOWN).forEach(difference -> screen.print("differs: " + difference));
        for (RunningApp app : fleet.apps()) {
            app.losses().stream().limit(SHOWN).forEach(loss -> screen.print(app.name() + " " + loss));
        }
        failures.forEach(failure -> screen.print("FAILED: " + failure));
        return failures.isEmpty()
                && differences.isEmpty()
                && lostWrites() == 0
                && fleet.sum(RunningApp::errors) == 0
                && fleet.sum(RunningApp::wrongReads) == 0;
    }

    private void printPhases(Screen screen) {
        screen.print("phase           time        until settled   statements   rows/s of the job");
        for (Walk.Leg leg : legs) {
            screen.print("%-13s %7.1f s   %13.1f s   %,10d   %17s"
                    .formatted(
                            leg.name(),
                            leg.millis() / 1000.0,
                            leg.jobMillis() / 1000.0,
                            leg.statements(),
                            leg.rowsPerSecond() > 0 ? "%,.0f".formatted(leg.rowsPerSecond()) : ""));
        }
        screen.print("");
    }

    private void printFlips(Screen screen) {
        screen.print("flip              until acknowledged by all   longest statement around it");
        for (Stalls.Flip flip : stalls.flips()) {
            screen.print(
                    "%-16s %24.1f s   %24.1f ms".formatted(flip.name(), flip.millis() / 1000.0, flip.longestMillis()));
        }
        screen.print("%-16s %26s   %24.1f ms".formatted("away from flips", "", stalls.baseline()));
        screen.print("");
    }

    private void printApps(Screen screen) {
        screen.print("application    statements     errors   wrong reads   lost writes");
        for (RunningApp app : fleet.apps()) {
            screen.print("%-12s %,12d   %,8d   %,11d   %,11d"
                    .formatted(
                            app.name(),
                            app.statements(),
                            app.errors(),
                            app.wrongReads(),
                            app.losses().size()));
        }
        screen.print("%-12s %,12d   %,8d   %,11d   %,11d"
                .formatted(
                        "all",
                        fleet.sum(RunningApp::statements),
                        fleet.sum(RunningApp::errors),
                        fleet.sum(RunningApp::wrongReads),
                        lostWrites()));
        screen.print("");
    }

    private long lostWrites() {
        return fleet.sum(app -> app.losses().size());
    }
}
