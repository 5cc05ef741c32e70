package io.crossfade.control.job;

import io.crossfade.control.TestPostgres;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.store.Facts;
import io.crossfade.control.store.H2Store;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Transition;
import io.crossfade.migration.Job;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationFile;
import io.crossfade.migration.Phase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Takes a migration from job to job on a real database, without a fleet. A killed job is resumed by a new run. */
final class JobDriver implements AutoCloseable {

    final ApplicationDatabase database;
    private final H2Store store;
    private MigrationState state;

    private JobDriver(ApplicationDatabase database, H2Store store, StartCheck check) {
        this.database = database;
        this.store = store;
        this.state = MigrationState.started("shop", check.migration(), 1, 0);
        save(check.facts());
    }

    static MigrationDefinition definition(String table, String source, String target) {
        return MigrationFile.readJson("test", """
                {"migration": "m", "database": "shop", %s, "rename": {"%s": "%s"}}
                """.formatted(table, source, target));
    }

    static MigrationDefinition renameUsers() {
        return definition("\"table\": \"users\"", "name", "full_name");
    }

    static JobDriver start(TestPostgres postgres, Path data) {
        return start(postgres, data, renameUsers());
    }

    static JobDriver start(TestPostgres postgres, Path data, MigrationDefinition definition) {
        return start(postgres.config().withChunkRows(10), data, definition);
    }

    static JobDriver start(DatabaseConfig config, Path data, MigrationDefinition definition) {
        ApplicationDatabase database = ApplicationDatabase.open("shop", config, 0);
        try {
            return new JobDriver(database, H2Store.open(data), database.check(definition, List.of()));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void save(Facts facts) {
        boolean unused = store.compareAndSet(
                store.epoch("shop"),
                state,
                JobState.fresh(state.phase().job(), 0),
                facts,
                new Transition("m", 0, "", state.phase().name(), 0, state.phaseEpoch(), ""));
    }

    /** Enters a phase as the fleet would, and does its job. */
    JobState enter(Phase phase) {
        arrive(phase);
        return work();
    }

    void arrive(Phase phase) {
        boolean stale = phase.readsByPercentage() && state.phase() == Phase.TARGET_ONLY;
        state = state.entered(phase, phase.readsByPercentage() ? 100 : 0, state.phaseEpoch() + 1, 0);
        Facts facts = store.facts("m");
        save(stale ? facts.withSourceStale(true) : facts);
    }

    JobState work() {
        return work(StopPoints.NONE);
    }

    /** Goes on from where the store says. */
    JobState work(StopPoints stopPoints) {
        JobRun run = run(stopPoints);
        run.save(job -> job.running(run.now()));
        database.carryOut(state.phase().job(), run);
        run.save(job -> job.finished(run.now()));
        return run.state();
    }

    void restoreSource() {
        database.restoreSource(run(StopPoints.NONE));
    }

    void stopWritingTarget() {
        database.stopWritingTarget(run(StopPoints.NONE));
    }

    void undoExpand() {
        database.undoExpand(run(StopPoints.NONE));
    }

    JobRun run(StopPoints stopPoints) {
        return new JobRun(state, state(), store, InstantSource.system(), stopPoints);
    }

    JobState state() {
        return store.job("m").orElseThrow();
    }

    /** Forward through all phases up to this one. */
    JobState walkTo(Phase phase) {
        JobState last = state.phase().job() == Job.EXPAND && state().status() == JobStatus.PENDING ? work() : state();
        while (state.phase() != phase) {
            last = enter(state.phase().next().orElseThrow());
        }
        return last;
    }

    @Override
    public void close() {
        database.close();
        store.close();
    }
}
