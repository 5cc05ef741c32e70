package io.crossfade.control.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossfade.control.check.Rehearsals;
import io.crossfade.control.error.BadInputException;
import io.crossfade.control.error.ControlException;
import io.crossfade.control.error.DatabaseException;
import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.error.UnknownNameException;
import io.crossfade.control.fleet.DatabaseFleet;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.fleet.StepRequest;
import io.crossfade.control.fleet.StepResult;
import io.crossfade.control.job.StartCheck;
import io.crossfade.control.lead.Leadership;
import io.crossfade.control.lead.Standing;
import io.crossfade.migration.ComparisonOrders;
import io.crossfade.migration.ComparisonWire;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP interface, under {@code /v1}: snapshots and heartbeats for drivers, migrations for operators. */
public final class Api implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final long LONGEST_POLL_MILLIS = 60_000;

    /** How long who asks for the first time waits for the fence; drivers wait a little longer. */
    private static final Duration LONGEST_START = Duration.ofSeconds(3);

    private static final long MOST_BODY_BYTES = 1_000_000;

    /** Polls and heartbeats hold none while they wait; what operators ask for does. */
    private static final int MOST_THREADS = 64;

    private static final int FEWEST_THREADS = 8;
    private static final int IDLE_THREAD_MILLIS = 60_000;

    private static final Standing STARTING =
            new Standing(false, 0, Optional.empty(), "the control plane is being started");

    private final Optional<String> token;
    private final WrittenSnapshots written = new WrittenSnapshots();
    /** Answers are written by these, too: who reads slowly must hold up nobody else. */
    private final QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS, IDLE_THREAD_MILLIS);

    private final Javalin server;
    /** Null until it has been started. */
    private volatile @Nullable Leadership leadership;

    /** @param token what every request but {@code /health} has to carry */
    public Api(Optional<String> token) {
        this.token = token;
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.asyncTimeout = 0;
            config.http.maxRequestSize = MOST_BODY_BYTES;
            config.jetty.threadPool = threads;
            // 100 kB for each connection, of which every instance keeps two.
            config.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheSize(0));
            routes(config.routes);
            failures(config.routes);
        });
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any free one
     * @throws BadInputException if the port is taken
     */
    public void start(String host, int port) {
        try {
            server.start(host, port);
        } catch (RuntimeException e) {
            throw new BadInputException(
                    "can't listen on " + host + ":" + port + ": "
                            + Optional.ofNullable(e.getCause()).orElse(e).getMessage()
                            + "; choose another port with --port",
                    e);
        }
    }

    /** Begins to answer what only the one can answer that leads. */
    public void serve(Leadership begun) {
        leadership = begun;
    }

    private Standing standing() {
        Leadership begun = leadership;
        return begun == null ? STARTING : begun.standing();
    }

    /** @throws NotLeadingException if this control plane doesn't lead */
    private Fleets fleets() {
        Leadership begun = leadership;
        if (begun == null) {
            throw new NotLeadingException(STARTING.trouble());
        }
        return begun.fleets();
    }

    public int port() {
        return server.port();
    }

    private void routes(RoutesConfig routes) {
        routes.before("/v1/*", this::authorize);
        routes.before("/metrics", this::authorize);
        routes.get("/health", request -> answer(request, 200, Json.standing(standing())));
        routes.get("/metrics", this::metrics);
        routes.get("/v1/databases/{db}/snapshot", this::snapshot);
        routes.put("/v1/databases/{db}/instances/{id}", this::heartbeat);
        routes.delete("/v1/databases/{db}/instances/{id}", this::goodbye);
        routes.post("/v1/databases/{db}/instances/{id}/end-sessions", this::endSessions);
        routes.post("/v1/databases/{db}/strangers/end-sessions", this::endStrangers);
        routes.put("/v1/databases/{db}/instances/{id}/comparisons", this::compared);
        routes.get("/v1/migrations", request -> answer(request, 200, Json.list(fleets().migrations())));
        routes.post("/v1/migrations", this::start);
        routes.post("/v1/checks", this::check);
        routes.get("/v1/migrations/{name}", this::view);
        routes.post("/v1/migrations/{name}/advance", this::advance);
        routes.post("/v1/migrations/{name}/rollback", this::rollback);
        routes.get("/v1/migrations/{name}/differences", this::differences);
        routes.post("/v1/migrations/{name}/verify", this::compareAgain);
    }

    private void failures(RoutesConfig routes) {
        routes.exception(MigrationException.class, (e, request) -> problem(request, 400, e.getMessage(), List.of()));
        routes.exception(
                NotLeadingException.class,
                (e, request) -> answer(request, status(e), Json.notLeading(e.getMessage(), e.leader())));
        routes.exception(
                ControlException.class, (e, request) -> problem(request, status(e), e.getMessage(), reasons(e)));
        routes.exception(
                HttpResponseException.class,
                (e, request) -> problem(request, e.getStatus(), String.valueOf(e.getMessage()), List.of()));
        routes.exception(IOException.class, (e, request) -> {
            LOG.debug("{} {} broke off: {}", request.method(), request.path(), e.toString());
            problem(request, 400, "the request broke off", List.of());
        });
        routes.exception(Exception.class, (e, request) -> {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            problem(request, 500, "the control plane failed: " + e, List.of());
        });
    }

    private static int status(ControlException e) {
        if (e instanceof BadInputException) {
            return 400;
        }
        if (e instanceof UnknownNameException) {
            return 404;
        }
        if (e instanceof RefusedException) {
            return 409;
        }
        if (e instanceof NotLeadingException) {
            return 503;
        }
        return e instanceof DatabaseException ? 502 : 500;
    }

    private static List<String> reasons(ControlException e) {
        return e instanceof RefusedException refused ? refused.reasons() : List.of();
    }

    private void authorize(Context request) {
        if (token.isEmpty()) {
            return;
        }
        String given = Optional.ofNullable(request.header("Authorization")).orElse("");
        byte[] expected = ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
            request.header("WWW-Authenticate", "Bearer");
            throw new HttpResponseException(401, "this control plane wants a token; give it with --token");
        }
    }

    private void metrics(Context request) {
        Standing standing = standing();
        String text = Metrics.standing(standing) + (standing.leads() ? new Metrics(fleets()).text() : "");
        request.contentType("text/plain; version=0.0.4").result(text);
    }

    private void snapshot(Context request) {
        DatabaseFleet fleet = fleets().database(request.pathParam("db"));
        Optional<Long> after = Requests.number(request, "after", Long.MAX_VALUE);
        Duration longest = Duration.ofMillis(
                Requests.number(request, "waitMs", LONGEST_POLL_MILLIS).orElse(0L));
        request.future(() -> (after.isPresent()
                        ? fleet.snapshotAfter(after.get(), longest)
                        : fleet.snapshotAfter(-1, LONGEST_START))
                .thenAcceptAsync(
                        found -> found.ifPresentOrElse(
                                snapshot -> answer(request, snapshot), () -> nothingToShow(request, after.isPresent())),
                        threads));
    }

    private static void nothingToShow(Context request, boolean waited) {
        if (waited) {
            request.status(204);
        } else {
            problem(
                    request,
                    502,
                    "the control plane has been started and hasn't reached the database yet, whose fence has to show the"
                            + " epoch first",
                    List.of());
        }
    }

    private void heartbeat(Context request) {
        Fleets fleets = fleets();
        String database = request.pathParam("db");
        DatabaseFleet unused = fleets.database(database);
        String instance = Requests.instanceId(request);
        Heartbeat heartbeat = Wire.readHeartbeat(request.body());
        request.future(() -> fleets.heartbeat(database, instance, heartbeat)
                .thenAcceptAsync(answer -> answer(request, 200, Json.answer(answer)), threads));
    }

    private void compared(Context request) {
        DatabaseFleet fleet = fleets().database(request.pathParam("db"));
        ComparisonOrders orders =
                fleet.compared(Requests.instanceId(request), ComparisonWire.readReport(request.body()));
        request.contentType("application/json").result(ComparisonWire.write(orders));
    }

    private void differences(Context request) {
        String name = request.pathParam("name");
        answer(request, 200, LedgerJson.entries(name, fleets().ofMigration(name).differences(name)));
    }

    private void compareAgain(Context request) {
        String name = request.pathParam("name");
        boolean dryRun = Requests.flag(request, "dryRun");
        answer(request, 200, Json.step(fleets().ofMigration(name).compareAgain(name, dryRun), dryRun));
    }

    private void goodbye(Context request) {
        fleets().database(request.pathParam("db")).goodbye(Requests.instanceId(request));
        request.status(204);
    }

    private void endSessions(Context request) {
        boolean dryRun = Requests.flag(request, "dryRun");
        DatabaseFleet fleet = fleets().database(request.pathParam("db"));
        answer(request, 200, Json.ended(fleet.endSessions(Requests.instanceId(request), dryRun), dryRun));
    }

    private void endStrangers(Context request) {
        boolean dryRun = Requests.flag(request, "dryRun");
        answer(
                request,
                200,
                Json.ended(fleets().database(request.pathParam("db")).endStrangers(dryRun), dryRun));
    }

    private void start(Context request) {
        MigrationDefinition definition = Requests.migration(request);
        boolean dryRun = Requests.flag(request, "dryRun");
        Fleets fleets = fleets();
        StartCheck check = fleets.start(definition, dryRun);
        long epoch = fleets.database(definition.database()).snapshot().epoch();
        answer(request, dryRun ? 200 : 201, Json.started(check, dryRun, epoch));
    }

    private void check(Context request) {
        answer(request, 200, CheckJson.write(new Rehearsals(fleets()).check(CheckJson.read(request.body()))));
    }

    private void view(Context request) {
        String name = request.pathParam("name");
        answer(request, 200, Json.view(fleets().ofMigration(name).view(name)));
    }

    private void advance(Context request) {
        String name = request.pathParam("name");
        StepRequest step = Requests.step(request);
        stepped(request, fleets().ofMigration(name).advance(name, step), step);
    }

    private void rollback(Context request) {
        String name = request.pathParam("name");
        StepRequest step = Requests.step(request);
        stepped(request, fleets().ofMigration(name).rollback(name, step), step);
    }

    private static void stepped(Context request, StepResult result, StepRequest step) {
        answer(request, 200, Json.step(result, step.dryRun()));
    }

    private void answer(Context request, Snapshot snapshot) {
        request.contentType("application/json").result(written.json(snapshot));
    }

    private static void answer(Context request, int status, ObjectNode body) {
        request.status(status).contentType("application/json").result(Json.text(body));
    }

    private static void problem(Context request, int status, String error, List<String> reasons) {
        answer(request, status, Json.problem(error, reasons));
    }

    @Override
    public void close() {
        server.stop();
    }
}
