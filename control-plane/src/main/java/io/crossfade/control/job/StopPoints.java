package io.crossfade.control.job;

/** Named points between the steps of a job, at which a test can stop it as a kill would. */
@FunctionalInterface
public interface StopPoints {

    StopPoints NONE = point -> {};

    /** Called by the job's thread when it has reached a point, for instance {@code backfill:chunk-copied}. */
    void reached(String point);
}
