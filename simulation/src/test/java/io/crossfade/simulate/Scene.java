package io.crossfade.simulate;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.fleet.DatabaseFleet;
import io.crossfade.control.store.Facts;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.MigrationState;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Incarnation;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Side;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All that takes part in one history, what happens to it, and what must never be. */
final class Scene implements World.Events {

    static final String NAME = "users-full-name";
    static final DatabaseConfig CONFIG = DatabaseConfig.of("jdbc:postgresql:shop", "a", "b")
            .withLease(Duration.ofSeconds(3))
            .withFlipLimit(Duration.ofSeconds(10));
    static final Migration MIGRATION = new Migration(
            NAME,
            new TableId("public", "users"),
            List.of(new ColumnMapping.Rename("name", "full_name", 2)),
            Phase.EXPAND,
            0);

    static final String OTHER = "users-email";
    static final Migration ANOTHER = new Migration(
            OTHER,
            new TableId("public", "users"),
            List.of(new ColumnMapping.Rename("mail", "email", 3)),
            Phase.EXPAND,
            0);

    private static final int MOST_APPS = 3;
    private static final int LONGEST_HEALING = 8_000;

    final World world;
    final Chance chance;
    final Faults faults;
    final Db db;
    final Disk disk;

    private final List<Plane> planes = new ArrayList<>();
    private final List<App> apps = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Snapshot> shown = new ArrayList<>();
    private final List<Runnable> possible = new ArrayList<>();
    private final int chaos;
    private final boolean walksToTheEnd;
    /** Null if any fault may happen. */
    private final Outage outage;

    private int healedAt = -1;
    private boolean isAnotherStarted;
    /** The epoch before which everybody was past when the last step was decided. */
    private long floor;

    private final Map<Long, Migration> stages = new HashMap<>();
    private int appNumber;
    /** The name that the last application was given. */
    private String given;

    private int planeNumber;
    private int values;
    private Snapshot written;
    private String writtenText;

    /** What an instance has sent to the control plane. */
    private static final class Request {
        final App from;
        final String what;
        final Function<DatabaseFleet, Object> action;
        boolean over;
        int notBefore;
        Object answer;

        Request(App from, String what, Function<DatabaseFleet, Object> action) {
            this.from = from;
            this.what = what;
            this.action = action;
        }
    }

    /** @param isOutage whether the control plane is stopped for an hour, and nothing else happens */
    Scene(World world, boolean isOutage) {
        this.world = world;
        this.chance = world.chance;
        this.faults = new Faults(chance, !isOutage);
        this.db = new Db(this, 1 + chance.below(2));
        this.disk = new Disk(this);
        this.chaos = new int[] {150, 300, 600}[chance.below(3)];
        this.walksToTheEnd = chance.percent(15);
        this.db.changesCommit = chance.percent(50);
        this.outage = isOutage ? new Outage(this) : null;
        begin();
    }

    /** In any phase, with what has been done by then. */
    private void begin() {
        Phase[] phases = Phase.values();
        Phase phase = phases[chance.below(phases.length - 1)];
        int percent = phase.readsByPercentage() ? chance.below(3) * 50 : phase.reads(0, 0) == Side.TARGET ? 100 : 0;
        int place = phase.ordinal();
        boolean done = phase != Phase.CONTRACT && chance.percent(60);
        long epoch = 2 * (place + 1L);
        long dualSince = place >= Phase.DUAL_WRITE.ordinal() ? 4 : 0;
        JobState job = JobState.fresh(phase.job(), 0);
        if (done) {
            job = job.finished(0);
        }
        boolean switched = place > Phase.SWITCH_READS.ordinal();
        boolean prepared = switched || (phase == Phase.SWITCH_READS && done);
        boolean released = switched || (prepared && percent == 100);
        boolean unique = place > Phase.VERIFY.ordinal() || (phase == Phase.VERIFY && done);
        disk.epoch = epoch;
        floor = epoch - 1;
        stages.put(epoch - 1, MIGRATION.withPhase(phase, percent));
        stages.put(epoch, MIGRATION.withPhase(phase, percent));
        disk.migrations.put(
                NAME,
                new MigrationState(
                        "shop",
                        MIGRATION.withPhase(phase, percent),
                        null,
                        null,
                        false,
                        epoch,
                        epoch,
                        0,
                        0,
                        dualSince,
                        null));
        disk.jobs.put(NAME, job);
        disk.facts.put(
                NAME, new Facts(List.of(), List.of(), released, prepared, unique, false, false, List.of(), false));
        db.targetThere = place > Phase.EXPAND.ordinal() || done;
        db.targetBound = prepared;
        db.targetUnique = unique;
        db.sourceBound = !released;
        boolean copied = place > Phase.BACKFILL.ordinal() || (phase == Phase.BACKFILL && done);
        for (Db.Row row : db.rows) {
            row.last = nextValue();
            row.source = switched && chance.percent(50) ? Db.NULL : row.last;
            row.target = copied ? row.last : Db.NULL;
        }
        if (chance.percent(60)) {
            db.fenceEpoch = epoch;
            db.fence = new Snapshot("shop", epoch, List.of(MIGRATION.withPhase(phase, percent)));
        } else {
            db.fenceEpoch = epoch - 1;
            db.fence = new Snapshot("shop", epoch - 1, List.of(MIGRATION.withPhase(phase, percent)));
        }
        if (world.isLogged()) {
            world.log("begins at epoch " + epoch + " in " + phase + " " + percent + " %, job " + job.status());
        }
        startPlane();
        plane().reachesDatabase = !(faults.cutsOff && chance.percent(50));
        int count = 1 + chance.below(2);
        for (int i = 0; i < count; i++) {
            startApp();
        }
    }

    int nextValue() {
        return ++values;
    }

    String text(Snapshot snapshot) {
        if (written != snapshot) {
            written = snapshot;
            writtenText = Wire.write(snapshot);
        }
        return writtenText;
    }

    MigrationState state() {
        return disk.migrations.get(NAME);
    }

    boolean isAtEnd() {
        return state().cancelled() || state().phase().next().isEmpty();
    }

    Plane plane() {
        return planes.get(planes.size() - 1);
    }

    private void startPlane() {
        Plane fresh = new Plane(this, "plane " + ++planeNumber);
        planes.add(fresh);
        world.log(fresh + " starts");
        fresh.start();
    }

    void startApp() {
        String name = "app-" + ++appNumber;
        // As a copy of another, or its next start while what it has left behind is still there.
        given = faults.clones && healedAt < 0 && given != null && chance.percent(40) ? given : name;
        String id = Guard.INSTANCES_HAVE_INCARNATIONS.isOff() ? given : Incarnation.of(given, appNumber);
        App fresh = new App(this, name, id);
        apps.add(fresh);
        fresh.reachesControlPlane = healedAt >= 0 || !(faults.cutsOff && chance.percent(35));
        world.log(fresh + " starts" + (fresh.reachesControlPlane ? "" : ", cut off from the control plane"));
        fresh.start(1 + chance.below(2));
    }

    void kill(Proc proc, String why) {
        world.log(proc + " is killed: " + why);
        proc.dead = true;
        if (proc instanceof App) {
            apps.remove(proc);
        }
    }

    void cantOpen(SQLException e) {
        world.log("can't open: " + e.getMessage());
        if (outage != null) {
            world.violate("a connection can't be opened: " + e);
        }
    }

    boolean haveAllCommitted() {
        return apps.stream().allMatch(app -> app.committed > 0);
    }

    void beginCount() {
        apps.forEach(app -> app.committed = 0);
    }

    void failed(SQLException e) {
        world.log("fails: " + e.getMessage());
        if (outage != null || e.getSQLState() == null || !e.getSQLState().startsWith("08")) {
            world.violate("a statement fails: " + e);
        }
    }

    /** A process sends a command to the database: a good moment for something to go wrong. */
    void sends(Proc proc, String what) {
        if (healedAt >= 0) {
            return;
        }
        if (faults.killsAtCommands && chance.permille(8)) {
            kill(proc, "with a command on its way: " + what);
        } else if (faults.takesOver && proc == plane() && chance.permille(8)) {
            proc.paused = true;
            proc.ousted = true;
            world.log(proc + " is paused and replaced when it " + what);
            startPlane();
        } else if (faults.goodbyes && proc instanceof App app && !app.stopping && chance.permille(4)) {
            app.stop();
        }
    }

    // What must never be.

    /** @param isWithdrawal whether it takes a step back that not everybody has acknowledged */
    void decided(long epoch, MigrationState next, boolean isWithdrawal) {
        if (epoch <= disk.epoch) {
            world.violate("epoch " + epoch + " is decided when " + disk.epoch + " has been");
        }
        boolean mine = next.name().equals(NAME);
        if (mine && !isWithdrawal) {
            floor = state().enteredEpoch();
        }
        stages.put(epoch, mine ? next.migration() : state().migration());
        for (Db.Session session : db.sessions) {
            if (session.epoch >= 0 && db.canCommit(session)) {
                checkNeighbours(session, epoch, "when epoch " + epoch + " is decided, there is a transaction");
            }
        }
    }

    void checkNeighbour(Db.Session session, String what) {
        checkNeighbours(session, disk.epoch, what);
    }

    private void checkNeighbours(Db.Session session, long now, String what) {
        boolean passed = session.epoch < floor || !areNeighbours(session.epoch, now);
        for (Db.Session other : db.sessions) {
            passed |= other.epoch >= 0 && db.canCommit(other) && !areNeighbours(session.epoch, other.epoch);
        }
        if (passed) {
            world.violate(what + " in " + session + " of " + session.owner + ", planned under epoch " + session.epoch
                    + "; everybody was past " + floor + ", and the last epoch is " + disk.epoch + " (two neighbours)");
        }
    }

    private boolean areNeighbours(long one, long other) {
        Migration a = stages.get(one);
        Migration b = stages.get(other);
        return a != null
                && b != null
                && Math.abs(a.phase().ordinal() - b.phase().ordinal()) <= 1;
    }

    /** For what a live control plane does, which knows the last decision. */
    void checkDrained(String migration, String what) {
        if (world.task().proc != plane() || db.carriesOutLate) {
            return;
        }
        long entered = disk.migrations.get(migration).enteredEpoch();
        for (Db.Session session : db.sessions) {
            if (session.epoch >= 0 && session.epoch < entered && db.canCommit(session)) {
                world.violate(what + " is done at epoch " + entered + " while " + session + " of " + session.owner
                        + " has a transaction of epoch " + session.epoch + " (drained)");
            }
        }
    }

    void checkIsLastRun(String migration, long token) {
        long last = db.tokens.get(migration);
        if (token != last) {
            world.violate("a transaction of run " + token + " of a job is committed, when run " + last + " has begun");
        }
    }

    /** Once a run has changed something, none before it does; and none at all that began when its process was replaced. */
    void checkRun(String migration, long token, String what) {
        long last = db.changing.merge(migration, token, Math::max);
        if (token < last) {
            world.violate(what + " is done in run " + token + " of a job, when run " + last + " has changed something");
        }
        if (db.replaced.contains(migration + token)) {
            world.violate(what + " is done in run " + token + " of a job, begun by who had been replaced");
        }
    }

    void checkDurable(long epoch, String where) {
        if (epoch > disk.epoch) {
            world.violate(where + " shows epoch " + epoch + ", which isn't stored");
        }
    }

    private void checkEnd() {
        MigrationState state = state();
        for (Db.Row row : db.rows) {
            for (int roll : new int[] {0, 99}) {
                Side side = state.cancelled() ? Side.SOURCE : state.migration().reads(roll);
                int value = side == Side.SOURCE ? row.source : row.target;
                if (value != row.last) {
                    world.violate("in the end row " + row.number + " has " + value + " on the " + side
                            + "; written was " + row.last);
                }
            }
        }
    }

    // Messages.

    Object ask(App from, String what, long patience, Function<DatabaseFleet, Object> action)
            throws IOException, InterruptedException {
        Request request = new Request(from, what, action);
        if (faults.lateMessages && chance.percent(10)) {
            request.notBefore = world.steps + chance.below(200);
        }
        requests.add(request);
        if (world.isLogged()) {
            world.log(what);
        }
        boolean answered = world.blockFor(() -> request.over, patience);
        Hooks.checkInterrupted();
        if (!answered || request.answer == null) {
            throw new IOException(answered ? "the connection was lost" : "no answer in time");
        }
        return request.answer;
    }

    private void deliver(Request request) {
        Plane to = plane();
        boolean lost = faults.losesMessages && healedAt < 0 && chance.percent(15);
        if (to.dead || lost || !request.from.reachesControlPlane) {
            if (!faults.lateMessages || chance.percent(50)) {
                requests.remove(request);
            }
            request.notBefore = world.steps + chance.below(200);
            request.over = true;
            return;
        }
        boolean repeated = faults.repeatsMessages && healedAt < 0 && chance.percent(20);
        if (!repeated) {
            requests.remove(request);
        }
        request.notBefore = world.steps + chance.below(200);
        if (world.isLogged()) {
            world.log("gets from " + request.from + ": " + request.what);
        }
        world.inline(to, "http", () -> {
            Object answer = request.action.apply(to.fleet());
            if (!to.dead && !(faults.losesMessages && healedAt < 0 && chance.percent(10))) {
                request.answer = answer;
            }
        });
        request.over = true;
    }

    private void serve(App app) {
        Optional<Snapshot> answer =
                plane().fleet().snapshotAfter(app.awaited, Duration.ZERO).getNow(Optional.empty());
        if (answer.isEmpty()) {
            return;
        }
        Snapshot next = answer.get();
        checkDurable(next.epoch(), "the control plane");
        if (shown.isEmpty() || shown.get(shown.size() - 1).epoch() < next.epoch()) {
            shown.add(next);
        }
        app.inbox.add(next);
        if (faults.lateMessages && chance.percent(30)) {
            app.inbox.add(shown.get(chance.below(shown.size())));
        }
    }

    // What happens.

    @Override
    public int pending() {
        possible.clear();
        Plane plane = plane();
        for (Request request : requests) {
            if (!plane.paused && request.notBefore <= world.steps) {
                possible.add(() -> deliver(request));
            }
        }
        if (plane.runs()) {
            long shown = plane.fleet().snapshot().epoch();
            for (App app : apps) {
                if (app.runs()
                        && app.awaited >= 0
                        && app.awaited < shown
                        && app.inbox.size() < 2
                        && app.reachesControlPlane) {
                    possible.add(() -> serve(app));
                }
            }
        }
        for (Db.Late command : db.late) {
            if (command.notBefore() <= world.steps) {
                possible.add(() -> db.carryOutLate(command));
            }
        }
        for (Db.Session session : db.sessions) {
            if (session.clientGone || session.owner.dead) {
                if (session.noticedAt < 0) {
                    session.noticedAt = session.clientGone ? world.steps : soonOrLate();
                }
                if (session.noticedAt <= world.steps) {
                    possible.add(() -> db.end(session));
                }
            }
        }
        return possible.size();
    }

    /** A step at which something arrives that nobody waits for any more. */
    int soonOrLate() {
        return world.steps + (healedAt >= 0 || chance.percent(40) ? 0 : chance.below(250));
    }

    @Override
    public void happen(int which) {
        possible.get(which).run();
    }

    @Override
    public void fault() {
        if (healedAt >= 0) {
            return;
        }
        if (outage != null) {
            outage.goOn();
            return;
        }
        Plane plane = plane();
        switch (chance.below(17)) {
            case 0, 1, 2, 3, 4 -> {
                if (plane.runs() && plane.operators < 2) {
                    plane.operate();
                }
            }
            case 5 -> {
                if (faults.kills && plane.runs()) {
                    kill(plane, "by chance");
                }
            }
            case 6 -> {
                if (plane.dead) {
                    startPlane();
                }
            }
            case 7 -> {
                if (faults.pauses) {
                    pauseOrGoOn(plane);
                }
            }
            case 8 -> {
                if (faults.takesOver && plane.paused && !plane.dead) {
                    plane.ousted = true;
                    startPlane();
                } else if (planes.size() > 1) {
                    pauseOrGoOn(planes.get(planes.size() - 2));
                }
            }
            case 9 -> {
                if (faults.kills && faults.restarts && !apps.isEmpty()) {
                    kill(someApp(), "by chance");
                }
            }
            case 10 -> {
                if (faults.restarts && apps.size() < MOST_APPS) {
                    startApp();
                }
            }
            case 11 -> {
                if (faults.pauses && !apps.isEmpty()) {
                    pauseOrGoOn(someApp());
                }
            }
            case 12 -> {
                if (faults.goodbyes && !apps.isEmpty()) {
                    App app = someApp();
                    if (!app.stopping) {
                        app.stop();
                    }
                }
            }
            case 13 -> {
                if (faults.breaksSessions && !db.sessions.isEmpty()) {
                    db.end(db.sessions.get(chance.below(db.sessions.size())));
                }
            }
            case 14 -> {
                if (faults.leasesRunOut) {
                    world.nanos += 1_000_000_000L * (1 + chance.below(6));
                    world.log("time passes");
                }
            }
            case 15 -> {
                if (faults.startsAnother && plane.runs() && !isAnotherStarted) {
                    isAnotherStarted = true;
                    plane.startAnother();
                }
            }
            default -> cutOff();
        }
    }

    private App someApp() {
        return apps.get(chance.below(apps.size()));
    }

    private void pauseOrGoOn(Proc proc) {
        if (!proc.dead) {
            proc.paused = !proc.paused;
            world.log(proc + (proc.paused ? " is paused" : " goes on"));
        }
    }

    private void cutOff() {
        if (!faults.cutsOff) {
            return;
        }
        int which = chance.below(apps.size() + 1);
        Proc proc = which == apps.size() ? plane() : apps.get(which);
        if (proc instanceof App app && chance.percent(50)) {
            app.reachesControlPlane = !app.reachesControlPlane;
            world.log(app + (app.reachesControlPlane ? " reaches" : " doesn't reach") + " the control plane");
        } else {
            proc.reachesDatabase = !proc.reachesDatabase;
            world.log(proc + (proc.reachesDatabase ? " reaches" : " doesn't reach") + " the database");
        }
    }

    @Override
    public boolean deschedules() {
        return faults.deschedules && healedAt < 0 && chance.permille(15);
    }

    @Override
    public boolean answersLate() {
        return faults.answersLate && healedAt < 0 && chance.percent(50);
    }

    @Override
    public boolean stalled() {
        if (healedAt < 0 && outage == null) {
            heal();
            return true;
        }
        return false;
    }

    @Override
    public void step(int steps) {
        if (healedAt < 0 && outage == null && steps >= chaos) {
            heal();
        }
        if (healedAt >= 0) {
            for (Plane plane : planes) {
                plane.paused &= plane.pausedUntil > steps;
            }
        }
        if (healedAt >= 0 && steps > healedAt + LONGEST_HEALING) {
            world.violate("the migration is stuck in " + state().phase() + ", job "
                    + disk.jobs.get(NAME).status() + ": " + plane().refusal);
        }
    }

    /** From here on all is well: the migration has to come on. */
    void heal() {
        healedAt = world.steps;
        world.log("nothing happens any more from here on");
        for (Plane plane : planes) {
            plane.reachesDatabase = true;
            if (plane != plane()) {
                plane.pausedUntil = plane.paused ? world.steps + chance.below(600) : 0;
            } else {
                plane.paused = false;
            }
        }
        for (App app : apps) {
            app.paused = false;
            app.reachesDatabase = true;
            app.reachesControlPlane = true;
        }
        if (plane().dead) {
            startPlane();
        }
        if (apps.isEmpty()) {
            startApp();
        }
        plane().walk(walksToTheEnd ? 1000 : 1);
    }

    boolean isOutage() {
        return outage != null;
    }

    boolean isHealed() {
        return healedAt >= 0;
    }

    void walked() {
        checkEnd();
        world.finish();
    }
}
