package io.crossfade.demo.app;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens and says so on standard output. Safe for use by several threads. */
final class Tally {

    private static final int PROBLEMS_TOLD = 20;

    private final LongAdder statements = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder wrongReads = new LongAdder();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
    private final AtomicLong told = new AtomicLong();

    /** A call of JDBC. */
    interface Call<T> {
        T run() throws SQLException;
    }

    /** Makes a call, counts it as a statement and notes how long it took. */
    <T> T timed(Call<T> call) throws SQLException {
        long start = System.nanoTime();
        try {
            return call.run();
        } finally {
            statements.increment();
            longestNanos.accumulate(System.nanoTime() - start);
        }
    }

    void error(String doing, SQLException e) {
        errors.increment();
        tell("error", doing + ": " + e.getSQLState() + " " + e.getMessage());
    }

    /** A thread has ended by something that nobody expected. */
    void ended(Thread thread, Throwable why) {
        errors.increment();
        tell("error", thread.getName() + " has ended: " + why);
    }

    void wrongRead(String what) {
        wrongReads.increment();
        tell("wrong", what);
    }

    /** Prints what happened since the last report. */
    void report() {
        System.out.printf(
                "stats t=%d statements=%d errors=%d wrong=%d longestMicros=%d%n",
                System.currentTimeMillis(),
                statements.sumThenReset(),
                errors.sumThenReset(),
                wrongReads.sumThenReset(),
                longestNanos.getThenReset() / 1000);
    }

    private void tell(String kind, String text) {
        if (told.incrementAndGet() <= PROBLEMS_TOLD) {
            System.out.println("problem " + kind + " " + text.replaceAll("\\s+", " "));
        }
    }
}
