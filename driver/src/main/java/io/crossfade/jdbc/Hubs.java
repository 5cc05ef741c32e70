package io.crossfade.jdbc;

import io.crossfade.dualread.Findings;
import io.crossfade.dualread.Veil;
import io.crossfade.migration.ComparisonReport.Values;
import io.crossfade.migration.Incarnation;
import io.crossfade.phase.ControlPlane;
import io.crossfade.phase.Instance;
import io.crossfade.phase.SnapshotFile;
import io.crossfade.phase.SnapshotSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The hubs of this JVM. */
final class Hubs {

    /** Not of the clock alone, by which processes that are started at once could be the same. */
    private static final SecureRandom CHANCE = new SecureRandom();

    private final Map<Key, Hub> all = new ConcurrentHashMap<>();
    private final SqlPlanning.Factory planning;
    private final AtomicBoolean hooked = new AtomicBoolean();

    Hubs(SqlPlanning.Factory planning) {
        this.planning = planning;
    }

    /** What connections that share an instance have in common. */
    private record Key(String place, Database kind, String database, Optional<String> instance) {}

    Hub of(Settings settings) throws SQLException {
        String database = settings.database();
        Optional<String> instance = settings.value(Setting.INSTANCE);
        String place = settings.value(Setting.CONTROL_PLANE)
                .or(() -> settings.value(Setting.SNAPSHOT_FILE))
                .orElse("");
        Key key = new Key(place, settings.kind(), database, instance);
        Hub known = all.get(key);
        if (known != null) {
            return known;
        }
        String id =
                instance.map(name -> Incarnation.of(name, CHANCE.nextLong())).orElseGet(Hubs::uniqueId);
        SnapshotSource source = source(settings, database, id);
        Instance.Identity identity = identity(settings);
        DualReads.Rate rate = settings.compareRate();
        Values values = settings.comparedValues();
        Hub fresh = new Hub(
                id,
                source,
                identity,
                planning,
                settings.kind(),
                settings.shapes(),
                new Registry(id, settings.value(Setting.CONTROL_PLANE).map(unused -> database)),
                connector -> reads(source, rate, values, identity, connector));
        Hub raced = all.putIfAbsent(key, fresh);
        if (hooked.compareAndSet(false, true)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> all.values().forEach(Hub::shutDown), "crossfade-goodbye"));
        }
        return raced == null ? fresh : raced;
    }

    /** Only a control plane says when both sides are complete, and takes note of what is found. */
    private Optional<DualReads> reads(
            SnapshotSource source,
            DualReads.Rate rate,
            Values values,
            Instance.Identity identity,
            Connector connector) {
        if (!(source instanceof ControlPlane controlPlane) || rate.isNone()) {
            return Optional.empty();
        }
        Findings findings = new Findings(identity.application(), identity.startedAtMillis());
        Comparing comparing = new Comparing(connector, planning, findings, new Veil(values));
        return Optional.of(new DualReads(controlPlane, rate, findings, comparing));
    }

    private static SnapshotSource source(Settings settings, String database, String id) throws SQLException {
        Optional<String> controlPlane = settings.value(Setting.CONTROL_PLANE);
        try {
            if (controlPlane.isPresent()) {
                return new ControlPlane(controlPlane.get(), database, id, settings.value(Setting.TOKEN));
            }
        } catch (IllegalArgumentException e) {
            throw SqlState.CONFIGURATION.exception(Setting.CONTROL_PLANE.key() + ": " + e.getMessage(), e);
        }
        String file = settings.value(Setting.SNAPSHOT_FILE).orElse("");
        try {
            return new SnapshotFile(Path.of(file));
        } catch (InvalidPathException e) {
            throw SqlState.CONFIGURATION.exception(Setting.SNAPSHOT_FILE.key() + ": " + e.getMessage(), e);
        }
    }

    private static Instance.Identity identity(Settings settings) {
        return new Instance.Identity(settings.application(), Version.TEXT, System.currentTimeMillis());
    }

    private static String uniqueId() {
        String chance = HexFormat.of().toHexDigits(CHANCE.nextInt());
        return hostName() + "-" + ProcessHandle.current().pid() + "-" + chance;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The rest of the id is unique enough; the name is for people.
            return "unknown-host";
        }
    }
}
