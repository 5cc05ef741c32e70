package io.crossfade.control.fleet;

import io.crossfade.control.store.Facts;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.PendingStep;
import io.crossfade.migration.Job;
import io.crossfade.migration.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a migration may not take a step as things stand. Decides on what it is given and asks nobody.
 *
 * @param waitedFor the instances that haven't acknowledged where the migration stands
 * @param unproved why the database doesn't prove that nobody else is left
 * @param dependents what would break if the source were dropped
 * @param differing what comparing reads has found and nothing has settled since
 */
record Gate(
        MigrationState migration,
        JobState job,
        Facts facts,
        List<InstanceView> waitedFor,
        List<String> unproved,
        List<String> dependents,
        Optional<String> differing) {

    private static final int ALL = 100;

    /** One sentence for each reason; empty if the step may be taken. */
    List<String> reasonsAgainst(Step step) {
        List<String> reasons = new ArrayList<>();
        PendingStep pending = migration.pending();
        if (pending != null) {
            reasons.add("it is about to go back to " + (pending.cancels() ? "before its start" : pending.to()) + "; "
                    + jobIs());
        }
        for (InstanceView instance : waitedFor) {
            reasons.add("instance '" + instance.id() + "' ("
                    + instance.heartbeat().application()
                    + ") hasn't acknowledged epoch " + migration.enteredEpoch() + " since "
                    + Instant.ofEpochMilli(migration.enteredAt()) + ": "
                    + instance.why(migration.enteredEpoch(), migration.name()));
        }
        reasons.addAll(unproved);
        if (step.samePhase()) {
            reasons.addAll(againstPercent(step));
        } else if (step.forward()) {
            reasons.addAll(againstForward(step));
        } else {
            reasons.addAll(againstBack(step));
        }
        return reasons;
    }

    private List<String> againstPercent(Step step) {
        List<String> reasons = new ArrayList<>();
        if (facts.sourceStale() && step.toPercent() < ALL) {
            reasons.add("the source is stale until the job has filled it from the target; " + jobIs());
        }
        if (step.toPercent() > step.fromPercent()) {
            differing.ifPresent(reasons::add);
        }
        return reasons;
    }

    private List<String> againstForward(Step step) {
        List<String> reasons = new ArrayList<>();
        if (job.status() != JobStatus.DONE) {
            reasons.add(jobIs());
        }
        if (migration.phase().readsByPercentage() && step.fromPercent() < ALL) {
            reasons.add("only " + step.fromPercent() + " % of the transactions read the target; go to 100 first:"
                    + " advance --percent 100");
        }
        if (migration.brokenChain() != null) {
            reasons.add(migration.brokenChain());
        }
        differing.ifPresent(reasons::add);
        if (step.to().job() == Job.CONTRACT) {
            reasons.addAll(dependents);
        }
        return reasons;
    }

    private List<String> againstBack(Step step) {
        Phase to = step.to();
        if (facts.sourceStale() && migration.phase().readsByPercentage()) {
            return List.of("the source is stale until the job has filled it from the target; " + jobIs());
        }
        if (facts.targetBound() && to.job() != Job.PREPARE_SWITCH && to.job() != Job.VERIFY) {
            return List.of("the target's constraints aren't released yet; " + jobIs());
        }
        return List.of();
    }

    private String jobIs() {
        String name = "the job " + job.job();
        return switch (job.status()) {
            case PENDING -> name + " waits for the acknowledgement of all instances";
            case RUNNING ->
                name + " is under way"
                        + (job.step().isEmpty() ? "" : ": " + job.step())
                        + (job.total() > 0 ? ", " + Math.min(100, job.done() * 100 / job.total()) + " %" : "")
                        + (job.waitingFor() == null ? "" : "; it waits for " + job.waitingFor());
            case FAILED -> name + " has failed: " + job.error();
            case DONE -> name + " is done";
        };
    }
}
