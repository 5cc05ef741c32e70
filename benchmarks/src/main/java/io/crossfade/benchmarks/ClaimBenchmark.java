package io.crossfade.benchmarks;

import io.crossfade.migration.Snapshot;
import io.crossfade.phase.Claim;
import io.crossfade.phase.Epochs;
import io.crossfade.phase.Generation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * What a statement outside of a transaction pays for the protocol: its connection's claim is taken, told the text, and
 * released. Each thread has a connection of its own.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ClaimBenchmark {

    private static final String TEXT = "SELECT name FROM users WHERE id = ?";

    /** The epoch, and connections that were opened one right after the other. */
    @State(Scope.Benchmark)
    public static class Fleet {

        private static final int CONNECTIONS = 64;

        final Generation<String> generation = new Generation<>(new Snapshot("shop", 7, List.of()), "plans");
        final Epochs<String> epochs = new Epochs<>(generation, System::nanoTime, () -> {});
        final AtomicInteger running = new AtomicInteger();
        private final List<Claim<String>> claims =
                Stream.generate(epochs::register).limit(CONNECTIONS).toList();

        Claim<String> claim(int thread) {
            return claims.get(thread);
        }
    }

    /** One thread's connection, whose neighbour is the next thread's. */
    @State(Scope.Thread)
    public static class Connection {

        @SuppressWarnings("NullAway.Init") // by the harness
        Claim<String> claim;

        @Setup
        public void open(Fleet fleet, ThreadParams thread) {
            claim = fleet.claim(thread.getThreadIndex());
        }
    }

    @Benchmark
    @Threads(1)
    public String oneThread(Connection connection) {
        return statement(connection.claim);
    }

    @Benchmark
    @Threads(2)
    public String twoThreads(Connection connection) {
        return statement(connection.claim);
    }

    /** For comparison: one number for all connections, as a lock that all share has. */
    @Benchmark
    @Threads(1)
    public int sharedWordOneThread(Fleet fleet) {
        fleet.running.incrementAndGet();
        return fleet.running.decrementAndGet();
    }

    @Benchmark
    @Threads(2)
    public int sharedWordTwoThreads(Fleet fleet) {
        fleet.running.incrementAndGet();
        return fleet.running.decrementAndGet();
    }

    private static String statement(Claim<String> claim) {
        String plans = claim.take().plans();
        claim.running(TEXT);
        claim.release();
        return plans;
    }
}
