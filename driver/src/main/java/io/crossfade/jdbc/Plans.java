package io.crossfade.jdbc;

import io.crossfade.migration.Migration;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.UnknownMigration;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.SqlMode;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** Everything that is planned under one snapshot. Safe for use by several threads. */
final class Plans {

    /** More than this many kinds means temporary schemas come and go; then it begins anew. */
    private static final int KINDS = 64;

    private final Snapshot snapshot;
    private final SqlPlanning.Factory planning;
    private final JdbcCatalog catalog;
    private final Optional<Shapes> shapes;
    private final Optional<DualReads> reads;
    private final int[] thresholds;
    private final LongAdder waitedFor = new LongAdder();
    private volatile Map<Kind, PlanCache> caches = new ConcurrentHashMap<>();

    /**
     * What plans of one snapshot differ in.
     *
     * @param roll the lowest of the lots that are treated alike
     */
    record Kind(Set<String> adopted, SqlContext context, int roll, int cacheSize) {}

    Plans(
            Snapshot snapshot,
            SqlPlanning.Factory planning,
            Database database,
            Connector connector,
            Optional<Shapes> shapes,
            Optional<DualReads> reads) {
        this.shapes = shapes;
        this.reads = reads;
        this.snapshot = snapshot;
        this.planning = planning;
        this.catalog = new JdbcCatalog(database.catalogReader(), connector, System::nanoTime);
        this.thresholds = snapshot.migrations().stream()
                .filter(migration -> migration.phase().readsByPercentage())
                .mapToInt(Migration::targetPercent)
                .filter(percent -> percent > 0 && percent < 100)
                .sorted()
                .distinct()
                .toArray();
    }

    boolean rewrites() {
        return !snapshot.migrations().isEmpty() || !snapshot.unknown().isEmpty();
    }

    Snapshot snapshot() {
        return snapshot;
    }

    JdbcCatalog catalog() {
        return catalog;
    }

    /** Draws a transaction's lot: one number stands for all that read the same sides. */
    int roll() {
        return thresholds.length == 0
                ? 0
                : lowestAlike(ThreadLocalRandom.current().nextInt(100));
    }

    int lowestAlike(int roll) {
        int lowest = 0;
        for (int threshold : thresholds) {
            if (threshold <= roll) {
                lowest = threshold;
            }
        }
        return lowest;
    }

    PlanCache cache(Kind kind) {
        Map<Kind, PlanCache> all = caches;
        PlanCache cache = all.get(kind);
        if (cache != null) {
            return cache;
        }
        if (all.size() >= KINDS) {
            all.clear();
        }
        return all.computeIfAbsent(kind, this::newCache);
    }

    /** Another object once the schema has changed: caches from before must be asked for again. */
    Object stamp() {
        return caches;
    }

    /** Forgets what rests on the catalog: a statement has changed it. */
    void schemaChanged() {
        catalog.forget();
        caches = new ConcurrentHashMap<>();
    }

    /** For a text behind another that may change the search path, in one go with it: its names can't be told. */
    void refuseIfNamed(SqlMode mode, String sql) throws SQLException {
        for (Migration migration : snapshot.migrations()) {
            refuseIfNamed(mode, sql, migration.name(), migration.table());
        }
        for (UnknownMigration migration : snapshot.unknown()) {
            for (TableId table : migration.tables()) {
                refuseIfNamed(mode, sql, migration.name(), table);
            }
        }
    }

    private static void refuseIfNamed(SqlMode mode, String sql, String migration, TableId table) throws SQLException {
        if (Scanner.mentions(mode, sql, Set.of(table.name()))) {
            throw SqlState.REFUSED.exception("Crossfade refuses this batch: migration '" + migration + "': table "
                    + table + " is named behind a statement that may change the search path: run that one before the"
                    + " batch");
        }
    }

    /** Looks whether somebody has changed the schema past this driver, and forgets what rests on it then. */
    void lookForChanges() {
        try {
            if (rewrites() && catalog.hasChanged()) {
                schemaChanged();
            }
        } catch (CatalogException e) {
            System.getLogger(Plans.class.getName())
                    .log(Level.DEBUG, "the catalog can't be read now; it is looked at again", e);
        }
    }

    /**
     * Plans what was in use under the snapshot before, so that the step to this one makes nobody wait.
     *
     * @param nanos how long it may take
     * @return whether all of it is planned
     */
    boolean warmFrom(Plans previous, long nanos) {
        if (!rewrites()) {
            return true;
        }
        long start = System.nanoTime();
        try {
            catalog.read(names(previous));
        } catch (CatalogException e) {
            System.getLogger(Plans.class.getName())
                    .log(Level.DEBUG, "statements are planned when they come, since the catalog can't be read now", e);
            return true;
        }
        for (Map.Entry<Kind, PlanCache> entry : previous.caches.entrySet()) {
            Kind kind = entry.getKey();
            PlanCache cache =
                    cache(new Kind(kind.adopted(), kind.context(), lowestAlike(kind.roll()), kind.cacheSize()));
            for (PlanCache.Text text : entry.getValue().recent(kind.cacheSize())) {
                if (System.nanoTime() - start > nanos) {
                    return false;
                }
                warm(cache, text);
            }
        }
        return true;
    }

    /** How many texts have been planned because a statement waited for it. */
    long waitedFor() {
        return waitedFor.sum();
    }

    private Set<String> names(Plans previous) {
        Set<String> names = new HashSet<>(previous.catalog.names());
        snapshot.migrations().forEach(migration -> names.add(migration.table().name()));
        snapshot.unknown().forEach(migration -> migration.tables().forEach(table -> names.add(table.name())));
        return names;
    }

    private static void warm(PlanCache cache, PlanCache.Text text) {
        try {
            cache.prepare(text);
        } catch (SQLException e) {
            // The application hears of it if it runs the statement again.
            System.getLogger(Plans.class.getName()).log(Level.DEBUG, "refused under the next epoch", e);
        }
    }

    private PlanCache newCache(Kind kind) {
        SqlPlanning made = rewrites()
                ? planning.planning(snapshot, catalog, kind.adopted(), kind.context(), kind.roll())
                : SqlPlanning.NONE;
        Sampler sampler =
                reads.map(comparing -> new Sampler(comparing, this, kind)).orElse(null);
        return new PlanCache(made, kind.context().mode(), kind.cacheSize(), waitedFor, shapes, sampler);
    }
}
