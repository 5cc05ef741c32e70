package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.migration.Job;
import java.sql.SQLException;

/** The course of each phase's job, the same for every kind of database. */
record PhaseJob(JobRun run, DatabaseConfig config, SchemaWork work) {

    private static final int ALL = 100;

    void carryOut(Job job) throws SQLException {
        switch (job) {
            case NONE -> {}
            case EXPAND -> work.expand();
            case BACKFILL -> {
                work.setDefaults();
                new CopyRows(run, config, work.sides(false), "copy rows").run();
            }
            case VERIFY -> verify();
            case PREPARE_SWITCH -> prepareSwitch();
            case CONTRACT -> work.contract();
        }
    }

    /** Frees the target of what would compare old values once it isn't written any more. */
    void stopWritingTarget() throws SQLException {
        work.dropUniqueIndexes();
        run.saveFacts(facts -> facts.withTargetUnique(false));
    }

    /**
     * Proves both sides equal, and then gives the target the source's unique indexes: in the next phase an upsert looks for
     * its conflicts there. On the way back it first frees the target of what would refuse rows that have no value in it.
     */
    private void verify() throws SQLException {
        if (run.facts().targetBound()) {
            work.releaseTarget();
            run.saveFacts(facts -> facts.withTargetBound(false));
            run.stopPoint("verify:target-released");
        }
        new VerifyRows(run, config, work.sides(false)).run();
        run.saveFacts(facts -> facts.withTargetUnique(true));
        work.buildUniqueIndexes();
    }

    /**
     * Makes the target bear what the source bore; and once every transaction reads the target, takes it from the source, so
     * that writes to the source may stop.
     */
    private void prepareSwitch() throws SQLException {
        if (run.facts().sourceStale()) {
            RowSides sides = work.sides(true);
            new CopyRows(run, config, sides, "copy rows back to the source").run();
            run.save(job -> job.atStep("", 0, 0, run.now()));
            new VerifyRows(run, config, sides).run();
            run.saveFacts(facts -> facts.withSourceStale(false));
            run.stopPoint("switch:source-filled");
        }
        run.saveFacts(facts -> facts.withTargetBound(true));
        work.buildUniqueIndexes();
        work.bindTarget();
        if (run.migration().targetPercent() == ALL) {
            work.releaseSource();
        }
        run.save(job -> job.atStep("analyze", 0, 0, run.now()));
        work.analyze();
    }
}
