package io.crossfade.control.fleet;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.ControlException;
import io.crossfade.control.error.DatabaseException;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.error.UnknownNameException;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.JobRun;
import io.crossfade.control.job.JobWorkers;
import io.crossfade.control.job.RecordedStatement;
import io.crossfade.control.job.StartCheck;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.store.Facts;
import io.crossfade.control.store.Flip;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.Ledger;
import io.crossfade.control.store.LedgerEntry;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.OnLimit;
import io.crossfade.control.store.Patience;
import io.crossfade.control.store.PendingStep;
import io.crossfade.control.store.Store;
import io.crossfade.control.store.Transition;
import io.crossfade.migration.ComparisonOrders;
import io.crossfade.migration.ComparisonReport;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Side;
import io.crossfade.migration.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One logical database: its migrations, its instances, and the steps and jobs that their acknowledgements allow.
 *
 * <p>Every decision is taken under one lock, stored, and only then shown. The database is never asked under that lock; what
 * it answers is held against an unchanged epoch afterwards.
 */
public final class DatabaseFleet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFleet.class);
    private static final int ALL = 100;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final String name;
    private final Store store;
    private final ApplicationDatabase database;
    private final Clocks clocks;
    private final StopPoints stopPoints;
    private final JobWorkers workers = new JobWorkers();
    private final ReportedShapes shapes = new ReportedShapes();

    /** Fair, so that whoever asks for the status all the time keeps nobody from their heartbeat. */
    private final ReentrantLock lock = new ReentrantLock(true);
    /** Cancelled ones too. Guarded by the lock, as are the members and the names held. */
    private final Map<String, MigrationState> migrations = new TreeMap<>();
    /** Migrations that are about to take a step, so that no job may start. */
    private final Set<String> held = new HashSet<>();

    private final Members members;
    private final HeartbeatPace pace;
    private final ReadComparisons comparisons;
    private final StandingOrders orders;
    private final SnapshotBoard board;
    private final Publisher publisher;
    private final Overlaps overlaps;
    private final Flips flips;
    private final Stragglers stragglers;
    private final SessionEnder sessionEnder;
    private final Patience patience;
    private boolean closed;

    DatabaseFleet(
            String name,
            DatabaseConfig config,
            Store store,
            ApplicationDatabase database,
            Clocks clocks,
            StopPoints stopPoints) {
        this.name = name;
        this.store = store;
        this.database = database;
        this.clocks = clocks;
        this.stopPoints = stopPoints;
        this.members = new Members(name, store, clocks, config.lease());
        this.pace = new HeartbeatPace(config.lease());
        this.overlaps = new Overlaps(database);
        this.flips = new Flips(clocks);
        this.patience = Patience.of(config.flipLimit(), OnLimit.WITHDRAW);
        this.comparisons = new ReadComparisons(name, store, clocks);
        this.orders = new StandingOrders(store, this::isInLine);
        store.migrations().stream()
                .filter(migration -> migration.database().equals(name))
                .forEach(migration -> migrations.put(migration.name(), migration));
        this.board = new SnapshotBoard(snapshotAt(store.epoch(name)));
        this.publisher = new Publisher(name, database.fence(), board, lock, members::ids, this::startJobs);
        DrainProofs proofs = new DrainProofs(clocks);
        this.stragglers = new Stragglers(name, database, lock, members, publisher, proofs, this::startJobs);
        this.sessionEnder =
                new SessionEnder(name, database, store, clocks, lock, members, publisher, proofs, this::underWay);
        lock.lock();
        try {
            publisher.inBackground();
        } finally {
            lock.unlock();
        }
    }

    String name() {
        return name;
    }

    /** What was decided last, as far as it has been shown by this process. Instances ask for it by the other method. */
    public Snapshot snapshot() {
        return board.current();
    }

    /**
     * Completes with a snapshot behind that epoch, or empty once the time is over. No thread waits meanwhile.
     *
     * <p>Instances never hear of what the fence doesn't show yet, also after a restart: if they acknowledged it, a session
     * could still find an earlier epoch there, and their instance begin with that.
     */
    public CompletableFuture<Optional<Snapshot>> snapshotAfter(long epoch, Duration longest) {
        return board.after(epoch, longest);
    }

    int waiters() {
        return board.waiters();
    }

    /** Takes note of a heartbeat; returns what the instance is to be told. */
    public HeartbeatAnswer heartbeat(String instance, Heartbeat heartbeat) {
        return heartbeats(List.of(new Beat(instance, heartbeat))).get(0);
    }

    /** The same for many at once. */
    List<HeartbeatAnswer> heartbeats(List<Beat> beats) {
        beats.forEach(beat -> shapes.add(beat.instance(), beat.heartbeat().shapes()));
        lock.lock();
        try {
            List<Beat> news = members.heard(beats);
            if (!news.isEmpty()) {
                news.forEach(beat -> members.find(beat.instance()).ifPresent(this::checkChains));
                publisher.inBackground();
                startJobs();
            }
            long epoch = board.current().epoch();
            return beats.stream()
                    .map(beat -> new HeartbeatAnswer(epoch, pace.of(beat.instance(), members.size())))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of what an instance has found by reading both sides; says of which migrations it may go on doing so. */
    public ComparisonOrders compared(String instance, ComparisonReport report) {
        lock.lock();
        try {
            comparisons.add(instance, report, migrations);
            return new ComparisonOrders(
                    publisher.epoch(),
                    orders.among(migrations.values()),
                    pace.of(instance, members.size()).toMillis());
        } finally {
            lock.unlock();
        }
    }

    /** What comparing reads has found. */
    public Ledger ledger(String migration) {
        return store.ledgers().ledger(find(migration).name());
    }

    /** The rows that weren't the same on both sides, the newest first. */
    public List<LedgerEntry> differences(String migration) {
        return store.ledgers().entries(find(migration).name());
    }

    public void goodbye(String instance) {
        lock.lock();
        try {
            members.gone(instance, "it said goodbye");
            // That may have been long ago: what is left of it in the registry is a stranger's now.
            publisher.lookAgain();
            startJobs();
        } finally {
            lock.unlock();
        }
    }

    /** The statements that observing instances have reported, most frequent first. */
    public List<RecordedStatement> reported() {
        return shapes.all();
    }

    /** The database itself, for questions that no migration under way depends on. */
    public ApplicationDatabase application() {
        return database;
    }

    /** Holds a definition against the database. */
    StartCheck check(MigrationDefinition definition) {
        StartCheck check = database.check(definition, running());
        lock.lock();
        try {
            checkSnapshot(check.migration());
            List<String> obstacles = new ArrayList<>(check.obstacles());
            obstacles.addAll(overlaps.of(check.migration(), publisher.decided().migrations()));
            return new StartCheck(check.migration(), check.facts(), obstacles, check.notes());
        } finally {
            lock.unlock();
        }
    }

    /** Starts a migration in its first phase. */
    MigrationState start(StartCheck check) {
        Migration migration = check.migration();
        publisher.prepare();
        publisher.settle();
        lock.lock();
        try {
            if (!publisher.isShown()) {
                throw new RefusedException(
                        "migration '" + migration.name() + "' can't start",
                        publisher.reasonsAgainst(publisher.epoch()));
            }
            long epoch = publisher.epoch();
            checkSnapshot(migration);
            List<String> overlapping =
                    overlaps.of(migration, publisher.decided().migrations());
            if (!overlapping.isEmpty()) {
                throw new RefusedException("migration '" + migration.name() + "' can't start", overlapping);
            }
            long now = clocks.now();
            store.ledgers().forget(migration.name());
            MigrationState state = MigrationState.started(name, migration, epoch + 1, now, createdAt(now));
            decide(
                    epoch,
                    state,
                    JobState.fresh(migration.phase().job(), now),
                    check.facts(),
                    "-",
                    migration.phase().name(),
                    "");
            return state;
        } finally {
            lock.unlock();
            publisher.settle();
        }
    }

    /** Later than what was started before it, whatever the clock says: columns are counted in that order. */
    private long createdAt(long now) {
        return Math.max(
                now,
                1
                        + migrations.values().stream()
                                .mapToLong(MigrationState::createdAt)
                                .max()
                                .orElse(0));
    }

    private void checkSnapshot(Migration added) {
        List<Migration> all = new ArrayList<>(publisher.decided().migrations());
        all.add(added);
        try {
            Snapshot unused = new Snapshot(name, publisher.epoch() + 1, all);
        } catch (MigrationException e) {
            throw new RefusedException("migration '" + added.name() + "' can't start: " + e.getMessage(), List.of());
        }
    }

    /** Those that haven't come to their end. */
    private List<Migration> running() {
        lock.lock();
        try {
            return migrations.values().stream()
                    .filter(MigrationState::active)
                    .map(MigrationState::migration)
                    .filter(migration -> migration.phase().next().isPresent())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a step forward, or starts a failed job again. */
    public StepResult advance(String migration, StepRequest request) {
        MigrationState state = find(migration);
        if (!request.dryRun()) {
            retryFailed(state);
        }
        return take(state, new StepChoice(active(state), request).forward(), request);
    }

    private void retryFailed(MigrationState state) {
        lock.lock();
        try {
            JobState job = job(state);
            if (job.status() == JobStatus.FAILED
                    && store.saveJob(state.name(), state.phaseEpoch(), job.retried(clocks.now()))) {
                startJobs();
                throw new RefusedException(
                        "the job " + job.job() + " of migration '" + state.name()
                                + "' had failed; it has been started again",
                        List.of(String.valueOf(job.error())));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a step back. Out of the first phase it only begins; what was made is dropped in the background. */
    public StepResult rollback(String migration, StepRequest request) {
        MigrationState state = find(migration);
        if (state.pending() != null && !request.dryRun()) {
            retryFailed(state);
        }
        StepChoice choice = new StepChoice(active(state), request);
        Optional<StepResult> withdrawn = withdraw(state, choice, request.dryRun());
        return withdrawn.isPresent() ? withdrawn.get() : take(state, choice.back(), request);
    }

    /** The way back from a step that not everybody has acknowledged is to where it began, at once. */
    private Optional<StepResult> withdraw(MigrationState seen, StepChoice choice, boolean dryRun) {
        lock.lock();
        try {
            MigrationState state = find(seen.name());
            if (!canBeWithdrawn(state)) {
                return Optional.empty();
            }
            Step step = choice.withdrawal();
            if (!dryRun) {
                withdraw(state, "withdrawn by request, before everybody had acknowledged it");
            }
            return Optional.of(new StepResult(
                    step.toString(),
                    !dryRun,
                    publisher.epoch(),
                    List.of("not everybody has acknowledged the last step; it is withdrawn")));
        } finally {
            lock.unlock();
        }
    }

    private boolean canBeWithdrawn(MigrationState state) {
        Flip flip = state.flip();
        return flip != null
                && flip.canBeWithdrawn(state.phase())
                && state.active()
                && !held.contains(state.name())
                && !isInLine(state);
    }

    private void withdraw(MigrationState state, String why) {
        Flip flip = Objects.requireNonNull(state.flip());
        long epoch = publisher.epoch();
        Facts facts = store.facts(state.name());
        boolean sourceMissesWrites =
                !state.phase().writes(Side.SOURCE) && flip.from().writes(Side.SOURCE);
        decide(
                epoch,
                state.withdrawn(flip, epoch + 1, clocks.now()),
                sourceMissesWrites ? JobState.fresh(flip.from().job(), clocks.now()) : flip.job(),
                sourceMissesWrites ? facts.withSourceStale(true) : facts,
                state.phase().name(),
                flip.from().name(),
                why);
        flips.end(state.name());
    }

    /** Has all rows compared anew, in the phase that does so: the one it is in, or the one before. */
    public StepResult compareAgain(String migration, boolean dryRun) {
        MigrationState state = active(find(migration));
        if (!ReadComparisons.hasTwoSides(state.phase())) {
            throw new RefusedException(
                    "migration '" + migration + "' is in " + state.phase() + ", where no rows are compared",
                    List.of("rows are compared in " + Phase.VERIFY + "; reads are in " + Phase.VERIFY + " and "
                            + Phase.SWITCH_READS));
        }
        int percent = state.migration().targetPercent();
        StepRequest request = dryRun ? StepRequest.next().asDryRun() : StepRequest.next();
        return take(state, new Step(state.phase(), percent, Phase.VERIFY, 0, false), request);
    }

    private static MigrationState active(MigrationState state) {
        if (state.cancelled()) {
            throw new RefusedException("migration '" + state.name() + "' was cancelled; start it anew", List.of());
        }
        return state;
    }

    private StepResult take(MigrationState seen, Step step, StepRequest request) {
        List<String> dependents = step.forward() && step.to().job() == Job.CONTRACT ? dependents(seen) : List.of();
        publisher.settle();
        lock.lock();
        try {
            if (!held.add(seen.name())) {
                throw movedMeanwhile(seen);
            }
            try {
                refuseUnlessOpen(seen, step, dependents);
                if (request.dryRun()) {
                    return new StepResult(step.toString(), false, publisher.epoch(), notes(step));
                }
                stopJob(seen);
                refuseUnlessOpen(seen, step, dependents);
                boolean taken = apply(seen, step, request.patience(patience));
                List<String> notes = taken ? notes(step) : List.of("the database is made ready for it first");
                return new StepResult(step.toString(), taken, publisher.epoch(), notes);
            } finally {
                held.remove(seen.name());
                startJobs();
            }
        } finally {
            lock.unlock();
            publisher.settle();
        }
    }

    private static List<String> notes(Step step) {
        return step.forward() && step.to().job() == Job.CONTRACT
                ? List.of("the source is dropped now; from here there is no way back")
                : List.of();
    }

    /** Waits for the job's end without the lock, which heartbeats need; its name is held meanwhile. */
    private void stopJob(MigrationState seen) {
        if (!workers.isRunning(seen.name())) {
            return;
        }
        lock.unlock();
        boolean stopped;
        try {
            stopped = workers.stop(seen.name(), LONGEST_STOP);
        } finally {
            lock.lock();
        }
        if (!stopped) {
            throw new RefusedException(
                    "the job of migration '" + seen.name() + "' hasn't stopped yet; try again", List.of());
        }
    }

    private void refuseUnlessOpen(MigrationState seen, Step step, List<String> dependents) {
        MigrationState now = migrations.get(seen.name());
        if (now == null
                || now.enteredEpoch() != seen.enteredEpoch()
                || (now.pending() == null) != (seen.pending() == null)) {
            throw movedMeanwhile(seen);
        }
        List<String> reasons = gate(now, dependents).reasonsAgainst(step);
        if (!reasons.isEmpty()) {
            throw new RefusedException("migration '" + seen.name() + "' can't go from " + step, reasons);
        }
    }

    private static RefusedException movedMeanwhile(MigrationState seen) {
        return new RefusedException(
                "migration '" + seen.name() + "' was moved by somebody else at the same time; look at its status",
                List.of());
    }

    private Gate gate(MigrationState state, List<String> dependents) {
        return new Gate(
                state,
                job(state),
                store.facts(state.name()),
                waitedFor(state, members.notAcknowledged(state.enteredEpoch())),
                publisher.reasonsAgainst(state.enteredEpoch()),
                dependents,
                comparisons.against(state, job(state)));
    }

    private List<InstanceView> waitedFor(MigrationState state, List<InstanceView> notAcknowledged) {
        List<InstanceView> all = new ArrayList<>(notAcknowledged);
        members.unaware(state.name()).stream()
                .filter(instance -> !notAcknowledged.contains(instance))
                .forEach(all::add);
        return all;
    }

    private JobState job(MigrationState state) {
        return store.job(state.name())
                .orElseThrow(() -> new IllegalStateException("migration '" + state.name() + "' has no job stored"));
    }

    /** Returns whether the migration stands elsewhere now. */
    private boolean apply(MigrationState seen, Step step, Patience stepPatience) {
        MigrationState state = find(seen.name());
        if (needsPreparation(state, step)) {
            MigrationState pending =
                    state.pending(new PendingStep(step.to(), step.toPercent(), step.cancels(), stepPatience));
            // Also in a phase without a job of its own.
            JobState job = JobState.fresh(state.phase().job(), clocks.now()).retried(clocks.now());
            store.saveJob(state.name(), state.phaseEpoch(), job);
            store.update(pending);
            migrations.put(state.name(), pending);
            orders.forget();
            return false;
        }
        enter(state, step.to(), step.toPercent(), stepPatience);
        return true;
    }

    /** Whether the database has to be made ready before a step back: what is dropped or relied on then. */
    private boolean needsPreparation(MigrationState state, Step step) {
        boolean sourceCounts = state.phase().readsByPercentage() && step.toPercent() < ALL;
        Facts facts = store.facts(state.name());
        return step.cancels()
                || (sourceCounts && facts.sourceReleased())
                || (!step.to().writes(Side.TARGET) && facts.targetUnique());
    }

    private void enter(MigrationState state, Phase to, int percent, Patience stepPatience) {
        long epoch = publisher.epoch();
        long now = clocks.now();
        Phase from = state.phase();
        boolean forward = from.next().filter(to::equals).isPresent();
        boolean samePhase = from == to && to.readsByPercentage();
        boolean nowStale = !forward && to.writes().size() > from.writes().size() && to.readsByPercentage();
        Facts facts = store.facts(state.name());
        // What the job does at 100 % it hasn't done before; below, there is nothing that it would do.
        JobState job = samePhase && percent < ALL ? null : JobState.fresh(to.job(), now);
        MigrationState next =
                samePhase ? state.withPercent(percent, epoch + 1) : state.entered(to, percent, epoch + 1, now);
        // What makes the step ready undoes what the job of the phase left has done.
        JobState before = state.pending() == null ? job(state) : JobState.fresh(from.job(), now);
        Flip flip = new Flip(from, state.migration().targetPercent(), before, stepPatience);
        decide(
                epoch,
                next.withFlip(flip),
                job,
                nowStale ? facts.withSourceStale(true) : facts,
                from.name(),
                to.name(),
                "");
        flips.begin(state.name());
        comparisons.entered(state, to);
    }

    /** Stores a decision, and only then has it shown. */
    private void decide(
            long epoch,
            MigrationState next,
            @Nullable JobState job,
            @Nullable Facts facts,
            String from,
            String to,
            String why) {
        Transition transition = new Transition(
                next.name(), clocks.now(), from, to, next.migration().targetPercent(), epoch + 1, why);
        if (!store.compareAndSet(epoch, next, job, facts, transition)) {
            throw new RefusedException(
                    "the epoch of database '" + name + "' isn't " + epoch
                            + " any more; is there a second control plane?",
                    List.of());
        }
        migrations.put(next.name(), next);
        orders.forget();
        publisher.decide(snapshotAt(epoch + 1));
        LOG.info("{}: {} to {} at epoch {}{}", next.name(), from, to, epoch + 1, why.isEmpty() ? "" : ", " + why);
    }

    private List<MigrationState> underWay() {
        return migrations.values().stream().filter(MigrationState::active).toList();
    }

    private Snapshot snapshotAt(long epoch) {
        return new Snapshot(
                name,
                epoch,
                migrations.values().stream()
                        .filter(MigrationState::active)
                        .sorted(Comparator.comparingLong(MigrationState::createdAt))
                        .map(MigrationState::migration)
                        .toList());
    }

    /** Starts every job that all instances have acknowledged and that isn't under way. Called whenever one may be. */
    private void startJobs() {
        orders.forget();
        if (closed) {
            return;
        }
        for (MigrationState waiting : List.copyOf(migrations.values())) {
            if (!waiting.active()
                    || held.contains(waiting.name())
                    || workers.isRunning(waiting.name())
                    || !isInLine(waiting)) {
                continue;
            }
            MigrationState state = acknowledged(waiting);
            JobState job = job(state);
            if (job.status() == JobStatus.PENDING || job.status() == JobStatus.RUNNING) {
                JobRun run = new JobRun(state, job, store, clocks.wall(), stopPoints);
                workers.start(state.name(), run, started -> work(state, started), this::jobEnded);
            } else if (job.status() == JobStatus.DONE) {
                takePending(state);
            }
        }
    }

    /** From here on the step can't be withdrawn: its job may begin. */
    private MigrationState acknowledged(MigrationState state) {
        if (state.flip() == null) {
            return state;
        }
        MigrationState settled = state.withFlip(null);
        store.update(settled);
        migrations.put(settled.name(), settled);
        flips.end(settled.name());
        return settled;
    }

    /** Whether nothing is left that was planned before the migration came to where it stands. */
    private boolean isInLine(MigrationState state) {
        return publisher.isClear(state.enteredEpoch())
                && members.notAcknowledged(state.enteredEpoch()).isEmpty()
                && members.unaware(state.name()).isEmpty();
    }

    private void work(MigrationState state, JobRun run) {
        PendingStep pending = state.pending();
        if (pending == null) {
            database.carryOut(state.phase().job(), run);
        } else if (pending.cancels()) {
            database.undoExpand(run);
        } else if (!pending.to().writes(Side.TARGET)) {
            database.stopWritingTarget(run);
        } else {
            database.restoreSource(run);
        }
    }

    private void jobEnded() {
        lock.lock();
        try {
            startJobs();
        } finally {
            lock.unlock();
        }
    }

    /** The database is ready for it, and every instance has acknowledged the phase that it leaves. */
    private void takePending(MigrationState state) {
        PendingStep pending = state.pending();
        if (pending == null) {
            return;
        }
        if (pending.cancels()) {
            long epoch = publisher.epoch();
            MigrationState cancelled = state.cancelled(epoch + 1, clocks.now());
            decide(epoch, cancelled, null, null, state.phase().name(), "CANCELLED", "");
        } else {
            Patience stepPatience = pending.patience();
            enter(state, pending.to(), pending.percent(), stepPatience == null ? patience : stepPatience);
        }
    }

    /** An instance that may have written one side only, where both were believed to be written, spoils the comparison. */
    private void checkChains(InstanceView instance) {
        for (MigrationState state : List.copyOf(migrations.values())) {
            if (state.active()
                    && state.reliesOnDualWrites()
                    && instance.drained() < state.dualWriteEpoch()
                    && state.brokenChain() == null
                    && !isFilledLater(state)) {
                String who = "instance '" + instance.id() + "' was found at epoch " + instance.drained()
                        + ", before both sides were written (epoch " + state.dualWriteEpoch()
                        + "); what it wrote may be on one side only: go back to VERIFY";
                LOG.warn("{}: {}", state.name(), who);
                MigrationState broken = state.withBrokenChain(who);
                store.update(broken);
                migrations.put(state.name(), broken);
            }
        }
    }

    /** Runs at regular times: drops instances that the database proves to be gone, starts what has become possible. */
    void tick() {
        lock.lock();
        try {
            publisher.inBackground();
        } finally {
            lock.unlock();
        }
        stragglers.dropGone();
        lock.lock();
        try {
            mendChains();
            startJobs();
        } finally {
            lock.unlock();
        }
        overdue().forEach(this::enforce);
        stragglers.proveDrained();
    }

    private List<MigrationState> overdue() {
        lock.lock();
        try {
            return migrations.values().stream()
                    .filter(state -> state.active() && flips.isOverdue(state) && !held.contains(state.name()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Does what is to happen when a step isn't acknowledged within its limit. */
    private void enforce(MigrationState seen) {
        Obstruction obstruction;
        lock.lock();
        try {
            MigrationState state = find(seen.name());
            Flip flip = state.flip();
            if (flip == null || state.enteredEpoch() != seen.enteredEpoch()) {
                return;
            }
            obstruction = new Obstruction(
                    state.name(),
                    state.enteredEpoch(),
                    flips.waited(state.name()),
                    waitedFor(state, members.notAcknowledged(state.enteredEpoch())),
                    publisher.strangers(state.enteredEpoch()),
                    publisher.reasonsAgainst(state.enteredEpoch()));
            if (flip.patience().onLimit() == OnLimit.WITHDRAW) {
                if (canBeWithdrawn(state)) {
                    withdraw(state, "withdrawn after " + obstruction);
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        String trouble = null;
        try {
            sessionEnder.endWhatHolds(seen, obstruction);
        } catch (DatabaseException | RefusedException e) {
            trouble = e.getMessage() + reasonsOf(e);
        }
        lock.lock();
        try {
            flips.trouble(seen.name(), trouble);
        } finally {
            lock.unlock();
        }
    }

    private static String reasonsOf(ControlException e) {
        return e instanceof RefusedException refused && !refused.reasons().isEmpty()
                ? ": " + String.join("; ", refused.reasons())
                : "";
    }

    /**
     * Ends the sessions of an instance in the application's database.
     *
     * @return one sentence for each that was ended, or would be
     * @throws UnknownNameException if there is neither an instance of that id nor a session
     * @throws RefusedException if the control plane's user may not do that
     */
    public List<String> endSessions(String instance, boolean dryRun) {
        return sessionEnder.endSessions(instance, dryRun);
    }

    /** The same for sessions of instances that aren't known. */
    public List<String> endStrangers(boolean dryRun) {
        return sessionEnder.endStrangers(dryRun);
    }

    /** On the way back from where only the target was written the source is filled once everybody writes both. */
    private boolean isFilledLater(MigrationState state) {
        return state.phase().readsByPercentage() && store.facts(state.name()).sourceStale();
    }

    /** Compares again, or goes back to where comparing is done, once the writer that broke the chain is in line. */
    private void mendChains() {
        for (MigrationState state : List.copyOf(migrations.values())) {
            if (!state.active() || state.brokenChain() == null || held.contains(state.name()) || !isInLine(state)) {
                continue;
            }
            boolean stale = store.facts(state.name()).sourceStale();
            boolean canGoBack = state.phase().readsByPercentage() && !stale;
            if (state.pending() == null && (state.phase().job() == Job.VERIFY || canGoBack)) {
                held.add(state.name());
                try {
                    stopJob(state);
                    int percent = state.migration().targetPercent();
                    apply(state, new Step(state.phase(), percent, Phase.VERIFY, 0, false), patience);
                } finally {
                    held.remove(state.name());
                }
            }
        }
    }

    /** All there is to say of a migration. */
    public MigrationView view(String migration) {
        MigrationState seen = find(migration);
        Optional<Step> next = nextStep(seen);
        List<String> dependents =
                next.filter(step -> step.to().job() == Job.CONTRACT).isPresent() ? dependentsOrWhyNot(seen) : List.of();
        lock.lock();
        try {
            MigrationState state = find(migration);
            return new MigrationView(
                    state,
                    job(state),
                    store.facts(migration).sourceStale(),
                    publisher.epoch(),
                    next.map(Step::toString),
                    next.map(step -> gate(state, dependents).reasonsAgainst(step))
                            .orElse(List.of()),
                    flips.waiting(state),
                    members.all(),
                    members.departures(),
                    store.history(migration),
                    store.ledgers().ledger(migration));
        } finally {
            lock.unlock();
        }
    }

    private static Optional<Step> nextStep(MigrationState state) {
        return state.cancelled() || state.phase().next().isEmpty()
                ? Optional.empty()
                : Optional.of(new StepChoice(state, StepRequest.next()).forward());
    }

    private List<String> dependents(MigrationState state) {
        return database.dependents(state.migration(), store.facts(state.name()).unaffected());
    }

    private List<String> dependentsOrWhyNot(MigrationState state) {
        try {
            return dependents(state);
        } catch (DatabaseException e) {
            return List.of(e.getMessage());
        }
    }

    private MigrationState find(String migration) {
        lock.lock();
        try {
            MigrationState state = migrations.get(migration);
            if (state == null) {
                throw new UnknownNameException("there is no migration '" + migration + "'");
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    boolean has(String migration) {
        lock.lock();
        try {
            return migrations.containsKey(migration);
        } finally {
            lock.unlock();
        }
    }

    /** By name, cancelled ones too. */
    List<MigrationState> migrations() {
        lock.lock();
        try {
            return List.copyOf(migrations.values());
        } finally {
            lock.unlock();
        }
    }

    List<InstanceView> instances() {
        lock.lock();
        try {
            return members.all();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        board.close();
        publisher.close();
        workers.close();
        database.close();
    }
}
