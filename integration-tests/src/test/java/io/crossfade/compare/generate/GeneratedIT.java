package io.crossfade.compare.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crossfade.compare.generate.Machine.Mode;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements from a seed: by default a few hundred for each database, the same ones each time, and no longer than a while.
 * {@code -Dcomparison.statements=N} runs that many however long it takes, {@code -Dcomparison.seconds=N} for so long, and
 * {@code -Dcomparison.seed=S} begins with another seed.
 */
class GeneratedIT {

    private static final long SEED = Long.getLong("comparison.seed", 20260101L);
    private static final long STATEMENTS = Long.getLong("comparison.statements", 0L);
    private static final long SECONDS = Long.getLong("comparison.seconds", 0L);
    private static final boolean BY_HAND = STATEMENTS > 0 || SECONDS > 0;

    /** In a build: few, in many worlds, and on a busy machine fewer. */
    private static final long STATEMENTS_OF_A_BUILD = 400;

    private static final long SECONDS_OF_A_BUILD = 40;
    private static final int STATEMENTS_PER_WORLD =
            Integer.getInteger("comparison.statementsPerWorld", BY_HAND ? 400 : 80);
    private static final int THREADS = Integer.getInteger("comparison.threads", 2);
    private static final String PRODUCTS = System.getProperty("comparison.products", ".*");
    private static final String MODE = System.getProperty("comparison.mode", "ALL");
    private static final Path KNOWN_BUGS = Path.of("src/test/resources/generated/known-bugs.txt");

    /** Stays: the driver's instances look at their snapshots to the end of the JVM. */
    private final Path directory = newDirectory();

    @ParameterizedTest
    @EnumSource(Product.class)
    void doesWhatAPlainDatabaseDoes(Product product) throws Exception {
        assumeTrue(product.name().matches(PRODUCTS), "-Dcomparison.products leaves it out");
        KnownBugs knownBugs = Boolean.getBoolean("comparison.all") ? KnownBugs.none() : KnownBugs.read(KNOWN_BUGS);

        Report report = run(product, Mode.valueOf(MODE), knownBugs, 1);

        // One statement in a few hundred is more than the share that is allowed.
        assertThat(report.refusedShare()).as("refused").isLessThan(report.statements() > 5000 ? 0.005 : 0.02);
    }

    /** Or else what is found would be found by chance. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void statementsDoTheSameTwice(Product product) throws Exception {
        run(product, Mode.PLAIN, KnownBugs.none(), 6);
    }

    /** @param part 6 for a sixth of the time and of the statements */
    private Report run(Product product, Mode mode, KnownBugs knownBugs, int part) throws Exception {
        DatabaseServer server = Servers.get(product);
        createDatabase(server);
        Report report = report(part);
        Seeds seeds = new Seeds(SEED, STATEMENTS_PER_WORLD);
        List<Callable<Void>> machines = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String name = Character.toString('a' + i);
            machines.add(() -> {
                try (Machine machine = new Machine(name, server, directory, mode, knownBugs, report)) {
                    machine.run(seeds);
                }
                return null;
            });
        }
        runAll(machines);
        System.out.print(report.text(product + ", " + mode + ", seed " + SEED));
        keep(report.failures());
        assertThat(report.failures().stream().map(Case::text).collect(Collectors.joining("\n\n")))
                .as("differences")
                .isEmpty();
        assertThat(report.statements()).isPositive();
        assertThat(report.failedShare())
                .as("statements that fail on the plain database")
                .isLessThan(0.3);
        return report;
    }

    private static Report report(int part) {
        if (STATEMENTS > 0) {
            return new Report(STATEMENTS / part, Long.MAX_VALUE);
        }
        long seconds = SECONDS > 0 ? SECONDS : SECONDS_OF_A_BUILD;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.max(5, seconds / part));
        return new Report(SECONDS > 0 ? Long.MAX_VALUE : STATEMENTS_OF_A_BUILD / part, deadline);
    }

    private static void runAll(List<Callable<Void>> tasks) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> ended : threads.invokeAll(tasks)) {
                ended.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** In the form in which a case is kept for ever, under {@code generated/found}. */
    private void keep(List<Case> failures) throws IOException {
        for (int i = 0; i < failures.size(); i++) {
            Path file = directory.resolve("case-" + i + ".json");
            Files.writeString(file, failures.get(i).json());
            System.out.println("  kept as " + file);
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/snapshots")), "run");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for snapshots", e);
        }
    }

    static void createDatabase(DatabaseServer server) throws SQLException {
        if (server.product() == Product.POSTGRESQL) {
            server.dropDatabase(Worksite.DATABASE);
            server.createDatabase(Worksite.DATABASE);
        }
    }
}
