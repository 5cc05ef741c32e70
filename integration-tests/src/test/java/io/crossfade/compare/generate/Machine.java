package io.crossfade.compare.generate;

import io.crossfade.compare.Outcome;
import io.crossfade.compare.Outcome.Failure;
import io.crossfade.compare.generate.Place.Result;
import io.crossfade.processes.DatabaseServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Makes worlds and statements from a seed, and runs each of them everywhere. For one thread. */
final class Machine implements AutoCloseable {

    private static final int SHRINKING_ATTEMPTS = 400;

    private final DatabaseServer server;
    private final Path directory;
    private final Mode mode;
    private final KnownBugs knownBugs;
    private final Report report;
    private final String name;
    private final Lanes lanes;
    private int sites;

    /** What is compared with a plain database. */
    enum Mode {
        /** Another plain database: whether the generator's statements do the same twice. */
        PLAIN,
        /** Crossfade, while columns are renamed. */
        RENAMES,
        /** Crossfade, with all kinds of mappings. */
        ALL
    }

    /** @param name tells it from others on the same server; of a letter or two */
    Machine(String name, DatabaseServer server, Path directory, Mode mode, KnownBugs knownBugs, Report report) {
        this.name = name;
        this.server = server;
        this.directory = directory;
        this.mode = mode;
        this.knownBugs = knownBugs;
        this.report = report;
        this.lanes = new Lanes(server, directory, name);
    }

    @Override
    public void close() throws SQLException {
        lanes.close();
    }

    /** Runs worlds until the report wants no more statements. */
    void run(Seeds seeds) throws SQLException {
        while (report.goesOn()) {
            runWorld(seeds.next(), seeds.statements());
        }
    }

    private void runWorld(long seed, int statements) throws SQLException {
        World world = WorldGenerator.world(Choices.random(seed), server.product(), mode != Mode.RENAMES);
        long begun = System.nanoTime();
        try (Worksite site = mode == Mode.PLAIN
                ? Worksite.openTwice(world, server, nextPrefix())
                : Worksite.open(world, stages(world, seed), server, lanes, nextPrefix())) {
            report.world(System.nanoTime() - begun);
            for (int i = 0; i < statements && report.begins(); i++) {
                Choices choices = Choices.random(seed * 1_000_003 + i);
                Generated statement = Generated.statement(choices, world);
                compare(site, statement, seed, choices.made());
                report.progress().ifPresent(line -> System.out.println(server.product() + ", " + mode + ": " + line));
            }
        }
    }

    private String nextPrefix() {
        return "g" + name + ++sites;
    }

    /** Every stage for all migrations together, and two in which each migration has its own. */
    private static List<List<Stage>> stages(World world, long seed) {
        List<List<Stage>> stages = new ArrayList<>();
        Stage.all()
                .forEach(stage -> stages.add(Collections.nCopies(world.moves().size(), stage)));
        Choices choices = Choices.random(-seed);
        for (int i = 0; i < 2; i++) {
            stages.add(inOrder(
                    world,
                    world.moves().stream().map(move -> choices.of(Stage.all())).toList()));
        }
        return stages;
    }

    /** Of one table the migration that began earlier has added its columns earlier, as their order in the target says. */
    private static List<Stage> inOrder(World world, List<Stage> stages) {
        boolean together = world.moves().size() == 2
                && world.moves().get(0).table().equals(world.moves().get(1).table());
        boolean later = together
                && !stages.get(0).look().hasTarget()
                && stages.get(1).look().hasTarget();
        return later ? List.of(stages.get(1), stages.get(0)) : stages;
    }

    private void compare(Worksite site, Generated statement, long seed, List<Integer> choices) throws SQLException {
        Outcome plain = site.plain(statement.ofTarget()).run(statement).outcome();
        if (plain.failed()) {
            report.plainFailure(plain);
        }
        for (Place place : site.crossfade(statement.ofTarget())) {
            Result result = place.run(statement);
            report.execution();
            Optional<Difference> difference = Difference.between(plain, result, statement);
            if (difference.isEmpty()) {
                refusal(plain, result.outcome()).ifPresent(reason -> report.refusal(reason, statement));
                continue;
            }
            if (difference.get().isOfAcceptedType() && convertsSome(site.world())) {
                report.accepted();
                continue;
            }
            if (difference.get().isOfAnotherValue()) {
                report.otherValue();
                continue;
            }
            Optional<String> known = knownBugs.name(statement, difference.get(), place);
            if (known.isPresent()) {
                report.knownBug(known.get());
            } else if (report.isNew(difference.get(), statement)) {
                Case failure = shrunk(site, place, statement, seed, choices, difference.get());
                System.out.println(failure.text());
                report.failure(failure);
            }
        }
    }

    private static boolean convertsSome(World world) {
        return world.moves().stream().anyMatch(move -> !move.conversions().isEmpty());
    }

    private static Optional<String> refusal(Outcome plain, Outcome crossfade) {
        if (plain.failed() || !crossfade.refused()) {
            return Optional.empty();
        }
        return crossfade.answers().stream()
                .filter(answer ->
                        answer instanceof Failure failure && failure.sqlState().startsWith("MG"))
                .map(answer -> ((Failure) answer).message())
                .findFirst();
    }

    private Case shrunk(
            Worksite site, Place place, Generated statement, long seed, List<Integer> choices, Difference difference)
            throws SQLException {
        List<Integer> smallest = Shrinker.shrink(
                choices,
                fewer -> fails(site, place, Generated.statement(Choices.replay(fewer), site.world()), difference),
                SHRINKING_ATTEMPTS);
        Generated small = Generated.statement(Choices.replay(smallest), site.world());
        Generated failing = fails(site, place, small, difference) ? small : statement;
        if (mode == Mode.PLAIN) {
            return new Case("seed " + seed, site.world(), List.of(), failing, difference.text());
        }
        World world = WorldShrinker.shrink(site.world(), smaller -> failsAnew(smaller, place, failing, difference));
        Difference shown = differenceAnew(world, place, failing).orElse(difference);
        return new Case("seed " + seed, world, place.layout().stages(), failing, shown.text());
    }

    private boolean fails(Worksite site, Place place, Generated statement, Difference like) {
        try {
            if (statement.ofTarget() != place.ofTarget()) {
                return false;
            }
            Outcome plain = site.plain(statement.ofTarget()).run(statement).outcome();
            return Difference.between(plain, place.run(statement), statement)
                    .filter(difference -> difference.kind().equals(like.kind()))
                    .isPresent();
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean failsAnew(World world, Place place, Generated statement, Difference like) {
        return differenceAnew(world, place, statement)
                .filter(difference -> difference.kind().equals(like.kind()))
                .isPresent();
    }

    private Optional<Difference> differenceAnew(World world, Place place, Generated statement) {
        List<Stage> stages = place.layout().stages();
        String prefix = nextPrefix();
        try (Lanes own = new Lanes(server, directory, prefix);
                Worksite site = Worksite.open(
                        world, List.of(stages.subList(0, world.moves().size())), server, own, prefix)) {
            Outcome plain = site.plain(statement.ofTarget()).run(statement).outcome();
            Place same = site.crossfade(statement.ofTarget()).get(0);
            return Difference.between(plain, same.run(statement), statement);
        } catch (SQLException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Runs a case that was found earlier, in every stage. */
    List<String> replay(Case found) throws SQLException {
        List<String> differences = new ArrayList<>();
        World world = found.world();
        List<List<Stage>> stages = new ArrayList<>();
        Stage.all()
                .forEach(stage -> stages.add(Collections.nCopies(world.moves().size(), stage)));
        // A case that was shrunk may have lost a migration, but not yet its stage.
        stages.add(found.stages().subList(0, world.moves().size()));
        try (Worksite site = Worksite.open(world, stages, server, lanes, nextPrefix())) {
            Outcome plain = site.plain(found.statement().ofTarget())
                    .run(found.statement())
                    .outcome();
            for (Place place : site.crossfade(found.statement().ofTarget())) {
                Result result = place.run(found.statement());
                Difference.between(plain, result, found.statement())
                        .map(Difference::text)
                        .or(() -> refusal(plain, result.outcome()))
                        .ifPresent(text -> differences.add(place.layout() + ": " + text));
            }
        }
        return differences;
    }
}
