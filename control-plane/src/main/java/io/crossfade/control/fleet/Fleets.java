package io.crossfade.control.fleet;

import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.BadInputException;
import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.error.UnknownNameException;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.StartCheck;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Store;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.MigrationDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All logical databases. Names of migrations are unique over all of them. */
public final class Fleets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fleets.class);
    private static final long TICK_MILLIS = 500;

    private final Map<String, DatabaseFleet> fleets = new TreeMap<>();
    private final Map<String, HeartbeatQueue> heartbeats = new TreeMap<>();
    private final Object starting = new Object();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "crossfade-tick");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Takes up every database's work where the store says it was left.
     *
     * @throws BadInputException if the store knows a migration under way on a database that the configuration lacks
     */
    public Fleets(
            ControlPlaneConfig config,
            Store store,
            BiFunction<String, DatabaseConfig, ApplicationDatabase> databases,
            Clocks clocks,
            StopPoints stopPoints) {
        for (MigrationState migration : store.migrations()) {
            if (migration.active() && !config.databases().containsKey(migration.database())) {
                throw new BadInputException("migration '" + migration.name() + "' is in " + migration.phase()
                        + " on database '" + migration.database()
                        + "', which the configuration doesn't name; put it back");
            }
        }
        config.databases().forEach((name, settings) -> {
            DatabaseFleet fleet =
                    new DatabaseFleet(name, settings, store, databases.apply(name, settings), clocks, stopPoints);
            fleets.put(name, fleet);
            heartbeats.put(name, new HeartbeatQueue(name, fleet));
        });
    }

    /** Begins to look after silent instances and waiting jobs at regular times. */
    public void startTicking() {
        var unused = ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void tick() {
        for (DatabaseFleet fleet : fleets.values()) {
            try {
                fleet.tick();
            } catch (NotLeadingException e) {
                LOG.debug("nothing is looked after any more: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("looking after the fleet failed; it is tried again", e);
            }
        }
    }

    /** @throws UnknownNameException if there is none of that name */
    public DatabaseFleet database(String name) {
        DatabaseFleet fleet = fleets.get(name);
        if (fleet == null) {
            throw new UnknownNameException(
                    "there is no database '" + name + "'; the configuration names " + fleets.keySet());
        }
        return fleet;
    }

    /**
     * Takes note of a heartbeat, soon.
     *
     * @return what the instance is to be told
     * @throws UnknownNameException if there is no such database
     */
    public CompletableFuture<HeartbeatAnswer> heartbeat(String database, String instance, Heartbeat heartbeat) {
        DatabaseFleet fleet = database(database);
        return Objects.requireNonNull(heartbeats.get(fleet.name())).add(instance, heartbeat);
    }

    public List<String> databases() {
        return List.copyOf(fleets.keySet());
    }

    /**
     * Checks a definition, and changes nothing.
     *
     * @return what the check found, with what stands in the way of a start
     */
    public StartCheck examine(MigrationDefinition definition) {
        return database(definition.database()).check(definition);
    }

    /**
     * Checks a definition, and starts the migration unless told to check only.
     *
     * @return what the check found
     * @throws RefusedException with every reason why it can't be started
     */
    public StartCheck start(MigrationDefinition definition, boolean dryRun) {
        DatabaseFleet fleet = database(definition.database());
        synchronized (starting) {
            Optional<MigrationState> same = migrations().stream()
                    .filter(migration -> migration.name().equals(definition.name()))
                    .findFirst();
            if (same.filter(MigrationState::active).isPresent()
                    || same.filter(migration -> !migration.database().equals(definition.database()))
                            .isPresent()) {
                throw new RefusedException(
                        "there is a migration '" + definition.name() + "' already, on database '"
                                + same.get().database() + "' in " + same.get().phase() + "; choose another name",
                        List.of());
            }
            StartCheck check = fleet.check(definition);
            if (!check.obstacles().isEmpty()) {
                throw new RefusedException("migration '" + definition.name() + "' can't start", check.obstacles());
            }
            if (!dryRun) {
                fleet.start(check);
            }
            return check;
        }
    }

    /** Of all databases, by name, cancelled ones too. */
    public List<MigrationState> migrations() {
        return fleets.values().stream()
                .flatMap(fleet -> fleet.migrations().stream())
                .toList();
    }

    /** @throws UnknownNameException if there is none of that name */
    public DatabaseFleet ofMigration(String migration) {
        return fleets.values().stream()
                .filter(fleet -> fleet.has(migration))
                .findFirst()
                .orElseThrow(() -> new UnknownNameException("there is no migration '" + migration + "'; known are "
                        + migrations().stream().map(MigrationState::name).toList()));
    }

    public Map<String, List<InstanceView>> instances() {
        Map<String, List<InstanceView>> all = new TreeMap<>();
        fleets.forEach((name, fleet) -> all.put(name, fleet.instances()));
        return all;
    }

    public Map<String, Integer> waiters() {
        Map<String, Integer> all = new TreeMap<>();
        fleets.forEach((name, fleet) -> all.put(name, fleet.waiters()));
        return all;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        heartbeats.values().forEach(HeartbeatQueue::close);
        fleets.values().forEach(DatabaseFleet::close);
    }
}
