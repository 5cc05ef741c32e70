package io.crossfade.jdbc;

import io.crossfade.dualread.Findings;
import io.crossfade.dualread.Veil;
import io.crossfade.migration.ComparisonReport.Values;
import io.crossfade.phase.ControlPlane;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a query pays for reads that are compared, while both sides of its table are there: the lot that says whether it is one
 * of the sample. In the driver's package, since nobody else may ask.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class DrawBenchmark {

    private static final DualReads.Rate USUAL = new DualReads.Rate(0.1, 10, false);

    private final DualReads reads;

    public DrawBenchmark() {
        ControlPlane nobody = new ControlPlane("http://localhost:1", "shop", "web-1", Optional.empty());
        Findings findings = new Findings("web", 0);
        Connector none = () -> {
            throw new SQLException("nothing is compared here");
        };
        reads = new DualReads(
                nobody,
                USUAL,
                findings,
                new Comparing(none, SqlPlanning.Factory.REWRITING, findings, new Veil(Values.OFF)));
    }

    @Benchmark
    @Threads(1)
    public boolean oneThread() {
        return reads.draws();
    }

    @Benchmark
    @Threads(2)
    public boolean twoThreads() {
        return reads.draws();
    }
}
