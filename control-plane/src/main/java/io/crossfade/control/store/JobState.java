package io.crossfade.control.store;

import io.crossfade.migration.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A phase's job: how far it has come, and from where it goes on.
 *
 * @param job what is done; {@link Job#NONE} is done from the start
 * @param status whether it waits, runs, is done or has failed
 * @param step what it is doing, in a few words
 * @param cursor where the job goes on after a restart, in the job's own words; null at the beginning
 * @param done rows covered so far in this step
 * @param total rows there are to cover, an estimate; 0 if unknown
 * @param found rows that differed in this pass of a comparison
 * @param pass which pass of a comparison this is, from 1; 0 outside
 * @param rowsPerSecond lately
 * @param startedAt milliseconds since 1970; 0 before
 * @param updatedAt milliseconds since 1970
 * @param waitingFor who holds the job up, if somebody does
 * @param error why it failed
 * @param notes what the operator should know
 * @param samples some of the rows that differed
 */
public record JobState(
        Job job,
        JobStatus status,
        String step,
        @Nullable String cursor,
        long done,
        long total,
        long found,
        int pass,
        double rowsPerSecond,
        long startedAt,
        long updatedAt,
        @Nullable String waitingFor,
        @Nullable String error,
        List<String> notes,
        List<Sample> samples) {

    public JobState {
        notes = List.copyOf(notes);
        samples = List.copyOf(samples);
    }

    /** A job that waits to be started, or is done already as there is nothing to do. */
    public static JobState fresh(Job job, long now) {
        JobStatus status = job == Job.NONE ? JobStatus.DONE : JobStatus.PENDING;
        return new JobState(job, status, "", null, 0, 0, 0, 0, 0, 0, now, null, null, List.of(), List.of());
    }

    public JobState running(long now) {
        return new JobState(
                job,
                JobStatus.RUNNING,
                step,
                cursor,
                done,
                total,
                found,
                pass,
                0,
                startedAt == 0 ? now : startedAt,
                now,
                null,
                null,
                notes,
                samples);
    }

    public JobState finished(long now) {
        return new JobState(
                job,
                JobStatus.DONE,
                "",
                null,
                done,
                total,
                found,
                pass,
                rowsPerSecond,
                startedAt,
                now,
                null,
                null,
                notes,
                samples);
    }

    public JobState failed(String why, long now) {
        return new JobState(
                job,
                JobStatus.FAILED,
                step,
                cursor,
                done,
                total,
                found,
                pass,
                0,
                startedAt,
                now,
                null,
                why,
                notes,
                samples);
    }

    /** Waits to be started again, after a failure, from where it was. */
    public JobState retried(long now) {
        return new JobState(
                job,
                JobStatus.PENDING,
                step,
                cursor,
                done,
                total,
                found,
                pass,
                0,
                startedAt,
                now,
                null,
                null,
                notes,
                samples);
    }

    /** Begins a step that covers rows from the start. */
    public JobState atStep(String newStep, long newTotal, int newPass, long now) {
        return new JobState(
                job, status, newStep, null, 0, newTotal, 0, newPass, 0, startedAt, now, null, null, notes, samples);
    }

    /** Stands behind a chunk. */
    public JobState covered(String newCursor, long rows, long differing, double rate, long now) {
        return new JobState(
                job,
                status,
                step,
                newCursor,
                done + rows,
                Math.max(total, done + rows),
                found + differing,
                pass,
                rate,
                startedAt,
                now,
                null,
                null,
                notes,
                samples);
    }

    public JobState waiting(@Nullable String forWhom, long now) {
        return new JobState(
                job,
                status,
                step,
                cursor,
                done,
                total,
                found,
                pass,
                rowsPerSecond,
                startedAt,
                now,
                forWhom,
                error,
                notes,
                samples);
    }

    public JobState withReport(List<String> newNotes, List<Sample> newSamples) {
        return new JobState(
                job,
                status,
                step,
                cursor,
                done,
                total,
                found,
                pass,
                rowsPerSecond,
                startedAt,
                updatedAt,
                waitingFor,
                error,
                newNotes,
                newSamples);
    }
}
