package io.crossfade.control.store;

import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A migration and when it came to stand where it stands.
 *
 * @param database the logical database
 * @param migration with its phase and percentage
 * @param pending a step back that is being made ready; null if there is none
 * @param flip the last step, while somebody hasn't acknowledged it yet; null afterwards
 * @param cancelled whether it was rolled back out of its first phase; it is in no snapshot then
 * @param phaseEpoch the epoch at which the phase was entered
 * @param enteredEpoch the epoch at which the phase or, later, the percentage became what it is
 * @param enteredAt when the phase was entered, in milliseconds since 1970
 * @param createdAt when it was started, in milliseconds since 1970
 * @param dualWriteEpoch the epoch since which every write goes to both sides; 0 before
 * @param brokenChain who was found to have written under an earlier epoch than that; null if nobody
 */
public record MigrationState(
        String database,
        Migration migration,
        @Nullable PendingStep pending,
        @Nullable Flip flip,
        boolean cancelled,
        long phaseEpoch,
        long enteredEpoch,
        long enteredAt,
        long createdAt,
        long dualWriteEpoch,
        @Nullable String brokenChain) {

    public String name() {
        return migration.name();
    }

    public Phase phase() {
        return migration.phase();
    }

    public boolean active() {
        return !cancelled;
    }

    /** In its first phase. */
    public static MigrationState started(String database, Migration migration, long epoch, long now) {
        return started(database, migration, epoch, now, now);
    }

    /** @param createdAt the same as now, or later than what was started before */
    public static MigrationState started(String database, Migration migration, long epoch, long now, long createdAt) {
        return new MigrationState(database, migration, null, null, false, epoch, epoch, now, createdAt, 0, null);
    }

    /** Whether what it reads from the target is right only if all has been written to both sides for a while. */
    public boolean reliesOnDualWrites() {
        return dualWriteEpoch > 0
                && (phase().job() == Job.VERIFY || phase().readsByPercentage() || phase() == Phase.TARGET_ONLY);
    }

    /** Having entered another phase at an epoch. */
    public MigrationState entered(Phase phase, int percent, long epoch, long now) {
        boolean dualBefore = migration.phase().writes().size() == 2;
        boolean dualNow = phase.writes().size() == 2;
        long dualSince = dualNow ? (dualBefore ? dualWriteEpoch : epoch) : dualWriteEpoch;
        return new MigrationState(
                database,
                migration.withPhase(phase, percent),
                null,
                null,
                false,
                epoch,
                epoch,
                now,
                createdAt,
                dualSince,
                null);
    }

    public MigrationState withPercent(int percent, long epoch) {
        return new MigrationState(
                database,
                migration.withPhase(phase(), percent),
                null,
                null,
                false,
                phaseEpoch,
                epoch,
                enteredAt,
                createdAt,
                dualWriteEpoch,
                brokenChain);
    }

    public MigrationState cancelled(long epoch, long now) {
        return new MigrationState(
                database, migration, null, null, true, epoch, epoch, now, createdAt, dualWriteEpoch, brokenChain);
    }

    public MigrationState withBrokenChain(@Nullable String who) {
        return new MigrationState(
                database,
                migration,
                pending,
                flip,
                cancelled,
                phaseEpoch,
                enteredEpoch,
                enteredAt,
                createdAt,
                dualWriteEpoch,
                who);
    }

    /** About to take a step back. */
    public MigrationState pending(PendingStep step) {
        return new MigrationState(
                database,
                migration,
                step,
                null,
                false,
                phaseEpoch,
                enteredEpoch,
                enteredAt,
                createdAt,
                dualWriteEpoch,
                brokenChain);
    }

    /** With its last step being one that has to be acknowledged; with null, acknowledged by everybody. */
    public MigrationState withFlip(@Nullable Flip step) {
        return new MigrationState(
                database,
                migration,
                pending,
                step,
                cancelled,
                phaseEpoch,
                enteredEpoch,
                enteredAt,
                createdAt,
                dualWriteEpoch,
                brokenChain);
    }

    /** Back to where a step began. That somebody was found to have written one side only isn't forgotten by it. */
    public MigrationState withdrawn(Flip step, long epoch, long now) {
        MigrationState back = step.from() == phase()
                ? withPercent(step.fromPercent(), epoch)
                : entered(step.from(), step.fromPercent(), epoch, now);
        return back.reliesOnDualWrites() ? back.withBrokenChain(brokenChain) : back;
    }
}
