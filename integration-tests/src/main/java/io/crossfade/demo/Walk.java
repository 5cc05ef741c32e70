package io.crossfade.demo;

import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.MigrationStatus;
import java.util.ArrayList;
import java.util.List;

/** Walks the migration through its phases by the command line, and watches. */
final class Walk {

    static final String MIGRATION = "users-full-name";

    private static final String FILE = """
            migration: users-full-name
            database: shop
            table: users
            rename: {name: full_name}
            """;
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final long LONGEST_PHASE_MILLIS = 600_000;

    /**
     * A phase as it was gone through.
     *
     * @param millis from the command to the next
     * @param jobMillis until its job was done and everybody had acknowledged
     * @param rowsPerSecond of its job; 0 if it covered no rows
     */
    record Leg(String name, long millis, long jobMillis, double rowsPerSecond, long statements) {}

    private final ControlPlane controlPlane;
    private final Fleet fleet;
    private final Stalls stalls;
    private final Screen screen;
    private final long holdMillis;
    private final List<Leg> legs = new ArrayList<>();

    private long jobStart;
    private long lastStatements;
    private long lastLook = System.currentTimeMillis();
    private double throughput;

    Walk(ControlPlane controlPlane, Fleet fleet, Stalls stalls, Screen screen, DemoOptions options) {
        this.controlPlane = controlPlane;
        this.fleet = fleet;
        this.stalls = stalls;
        this.screen = screen;
        this.holdMillis = options.seconds() * 1000L / 14;
    }

    /** Through all phases, once back from SWITCH_READS to DUAL_WRITE, and on to the end. */
    List<Leg> go() throws InterruptedException {
        hold("before the migration", System.currentTimeMillis() + holdMillis);
        leg("EXPAND", () -> controlPlane.startMigration(FILE));
        fleet.deployNewVersion();
        screen.say("newsletter is deployed: it is written for 'full_name', of which not one row has a value yet");
        hold("EXPAND", System.currentTimeMillis() + holdMillis);
        advance("DUAL_WRITE");
        advance("BACKFILL");
        advance("VERIFY");
        advance("SWITCH_READS");
        leg("DUAL_WRITE", () -> controlPlane.mustDo("rollback", MIGRATION, "--to", "DUAL_WRITE"));
        advance("BACKFILL");
        advance("VERIFY");
        advance("SWITCH_READS");
        advance("TARGET_ONLY");
        advance("CONTRACT");
        advance("COMPLETE");
        return legs;
    }

    private interface Command {
        String run() throws InterruptedException;
    }

    private void advance(String phase) throws InterruptedException {
        leg(phase, () -> controlPlane.mustDo("advance", MIGRATION, "--to", phase));
    }

    private void leg(String phase, Command command) throws InterruptedException {
        long start = System.currentTimeMillis();
        long statementsBefore = fleet.sum(RunningApp::statements);
        command.run();
        MigrationStatus status = awaitSettled(phase, start);
        long settled = System.currentTimeMillis();
        hold(describe(status), start + holdMillis);
        long end = System.currentTimeMillis();
        legs.add(new Leg(
                phase,
                end - start,
                settled - start,
                rowsPerSecond(status.job(), settled),
                fleet.sum(RunningApp::statements) - statementsBefore));
        screen.say("%-13s everybody there and job done after %.1f s".formatted(phase, (settled - start) / 1000.0));
    }

    private double rowsPerSecond(MigrationStatus.Job job, long settled) {
        return job.total() > 0 ? job.done() * 1000.0 / Math.max(1, settled - jobStart) : 0;
    }

    private MigrationStatus awaitSettled(String phase, long start) throws InterruptedException {
        boolean acknowledged = false;
        while (System.currentTimeMillis() - start < LONGEST_PHASE_MILLIS) {
            MigrationStatus status = controlPlane.status(MIGRATION);
            boolean arrived = status.phase().equals(phase);
            if (arrived && status.acknowledged() && !acknowledged) {
                acknowledged = true;
                stalls.flip("to " + phase, Math.max(start, status.since()), System.currentTimeMillis());
                jobStart = System.currentTimeMillis();
            }
            if (arrived && status.settled()) {
                return status;
            }
            if (status.job().status().equals("FAILED")) {
                throw new IllegalStateException("the job failed: " + status.document());
            }
            look(describe(status));
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        throw new IllegalStateException(
                phase + " doesn't settle: " + controlPlane.status(MIGRATION).document());
    }

    private void hold(String text, long until) throws InterruptedException {
        while (System.currentTimeMillis() < until) {
            look(text);
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private void look(String text) {
        long now = System.currentTimeMillis();
        if (now - lastLook >= 1000) {
            long statements = fleet.sum(RunningApp::statements);
            throughput = (statements - lastStatements) * 1000.0 / (now - lastLook);
            lastStatements = statements;
            lastLook = now;
        }
        for (RunningApp app : fleet.apps()) {
            if (!app.isAlive()) {
                throw new IllegalStateException(app.name() + " has ended:\n  " + app.told());
            }
        }
        screen.show("%-55s %,8.0f statements/s  %d errors  %d wrong reads"
                .formatted(text, throughput, fleet.sum(RunningApp::errors), fleet.sum(RunningApp::wrongReads)));
    }

    private static String describe(MigrationStatus status) {
        MigrationStatus.Job job = status.job();
        if (!status.acknowledged()) {
            return "%-13s waiting for acknowledgements".formatted(status.phase());
        }
        if (job.status().equals("RUNNING") && job.total() > 0) {
            double left = job.rowsPerSecond() > 0 ? (job.total() - job.done()) / job.rowsPerSecond() : 0;
            return "%-13s %s %3d %%  %,.0f rows/s  %.0f s left"
                    .formatted(status.phase(), job.step(), 100 * job.done() / job.total(), job.rowsPerSecond(), left);
        }
        return "%-13s %s".formatted(status.phase(), job.status().equals("RUNNING") ? job.step() : "traffic");
    }
}
