package io.crossfade.control.job;

import java.time.Duration;

/** Measures how fast a job goes, and holds it to the throttle. */
final class Pace {

    private static final double WEIGHT_OF_NEW = 0.3;

    private final JobRun run;
    private final int mostPerSecond;
    private double rowsPerSecond;
    private long began = System.nanoTime();

    Pace(JobRun run, int mostPerSecond) {
        this.run = run;
        this.mostPerSecond = mostPerSecond;
    }

    /** Accounts for a chunk; waits if it came too fast. Returns the rows per second, smoothed. */
    double covered(long rows) {
        if (mostPerSecond > 0) {
            long due = began + Math.round(rows * 1e9 / mostPerSecond);
            long early = due - System.nanoTime();
            if (early > 0) {
                run.pause(Duration.ofNanos(early));
            }
        }
        long now = System.nanoTime();
        double rate = rows * 1e9 / Math.max(1, now - began);
        rowsPerSecond = rowsPerSecond == 0 ? rate : rate * WEIGHT_OF_NEW + rowsPerSecond * (1 - WEIGHT_OF_NEW);
        began = now;
        return rowsPerSecond;
    }
}
