package io.crossfade.compare.generate;

import io.crossfade.compare.Outcome;
import io.crossfade.compare.Outcome.Failure;
import io.crossfade.compare.Step;
import io.crossfade.compare.generate.Place.Result;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The world of the traps on one server, plain and in stages: for statements that were written by hand. */
public final class Bench implements AutoCloseable {

    /** Servers on which there is a database for worlds; guarded by the class. */
    private static final Set<Product> PREPARED = EnumSet.noneOf(Product.class);

    private static int opened;

    private final DatabaseServer server;
    private final Lanes lanes;
    private final Worksite site;

    private Bench(DatabaseServer server, Lanes lanes, Worksite site) {
        this.server = server;
        this.lanes = lanes;
        this.site = site;
    }

    /** What came of some steps in one stage. */
    public sealed interface Finding {

        /** The stage of both migrations. */
        String stage();

        /** Something else than on the plain database. */
        record Different(String stage, String text) implements Finding {}

        record Refused(String stage, String reason) implements Finding {}
    }

    /** Opens a connection's world in every stage. */
    public static Bench open(DatabaseServer server) throws SQLException, IOException {
        return open(server, Stage.all().stream().map(Stage::name).toList());
    }

    /**
     * Opens it in some stages.
     *
     * @param stages by their names
     */
    public static synchronized Bench open(DatabaseServer server, List<String> stages) throws SQLException, IOException {
        if (PREPARED.add(server.product())) {
            GeneratedIT.createDatabase(server);
        }
        String prefix = "bench" + ++opened;
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target/snapshots")), "bench");
        World world = TrapWorld.of(server.product());
        List<List<Stage>> each = stages.stream()
                .map(Stage::valueOf)
                .map(stage -> Collections.nCopies(world.moves().size(), stage))
                .toList();
        Lanes lanes = new Lanes(server, directory, prefix);
        try {
            return new Bench(server, lanes, Worksite.open(world, each, server, lanes, prefix));
        } catch (SQLException | RuntimeException e) {
            lanes.close();
            throw e;
        }
    }

    /** Whether it was opened in the stage of that name. */
    public boolean isOpenIn(String stage) {
        return site.crossfade(false).stream()
                .anyMatch(place -> place.layout().stages().get(0).name().equals(stage));
    }

    /** Every stage's name, in order. */
    public static List<String> stages() {
        return Stage.all().stream().map(Stage::name).toList();
    }

    /**
     * Runs steps on the plain database and in each stage.
     *
     * @param masked whether values differ between two runs
     * @param fails whether the plain database is expected to refuse them
     * @throws IllegalStateException if the plain database does otherwise: then nothing was compared
     */
    public List<Finding> run(boolean ofTarget, List<Step> steps, boolean masked, boolean described, boolean fails)
            throws SQLException {
        Generated statement = new Generated(ofTarget, steps, masked, described);
        Outcome plain = run(site.plain(ofTarget), statement).outcome();
        if (plain.failed() != fails) {
            throw new IllegalStateException("the plain database " + (fails ? "takes" : "refuses") + " "
                    + steps.stream().map(Step::sql).toList() + ": " + plain.answers());
        }
        List<Finding> findings = new ArrayList<>();
        for (Place place : site.crossfade(ofTarget)) {
            Result result = run(place, statement);
            String stage = place.layout().stages().get(0).name();
            Optional<String> refusal = refusal(result.outcome());
            if (refusal.isPresent()) {
                findings.add(new Finding.Refused(stage, refusal.get()));
            } else {
                Difference.between(plain, result, statement)
                        .ifPresent(difference -> findings.add(new Finding.Different(stage, difference.text())));
            }
        }
        return findings;
    }

    /** Also of what leaves no rows behind, like the lock of a table, nothing is left. */
    private static Result run(Place place, Generated statement) throws SQLException {
        try {
            return place.run(statement);
        } finally {
            place.connection().rollback();
        }
    }

    private static Optional<String> refusal(Outcome outcome) {
        return outcome.answers().stream()
                .filter(answer ->
                        answer instanceof Failure failure && failure.sqlState().startsWith("MG"))
                .map(answer -> ((Failure) answer).message())
                .findFirst();
    }

    /** What a connection in one place does, told so that two places can be compared. */
    @FunctionalInterface
    public interface Deed<T> {

        /** @param aside a plain connection to the same tables */
        T on(Connection connection, Connection aside) throws SQLException, IOException;
    }

    /**
     * Has something done on the plain database and in each stage, without what {@link #run} looks at afterwards.
     *
     * @return what it gave, first on the plain database, then in each stage
     */
    public <T> List<T> everywhere(boolean ofTarget, Deed<T> deed) throws SQLException, IOException {
        List<T> given = new ArrayList<>();
        given.add(done(site.plain(ofTarget), deed));
        for (Place place : site.crossfade(ofTarget)) {
            given.add(done(place, deed));
        }
        return given;
    }

    private <T> T done(Place place, Deed<T> deed) throws SQLException, IOException {
        try (Connection aside =
                server.connect(server.product() == Product.POSTGRESQL ? Worksite.DATABASE : server.ownDatabase())) {
            if (server.product() == Product.POSTGRESQL) {
                aside.setSchema(place.layout().schema());
            } else {
                aside.setCatalog(place.layout().schema());
            }
            aside.setAutoCommit(false);
            try {
                return deed.on(place.connection(), aside);
            } finally {
                aside.rollback();
                place.connection().rollback();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        site.close();
        lanes.close();
    }
}
