package io.crossfade.control.http;

import io.crossfade.control.config.BuildVersion;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The snapshot of each database as it is sent: thousands of instances get the same one. Safe for use by several threads. */
final class WrittenSnapshots {

    private record Written(Snapshot snapshot, String json) {}

    private final Map<String, Written> last = new ConcurrentHashMap<>();

    String json(Snapshot snapshot) {
        Written known = last.get(snapshot.database());
        if (known == null || !known.snapshot().equals(snapshot)) {
            known = new Written(snapshot, Wire.write(snapshot, BuildVersion.get()));
            last.put(snapshot.database(), known);
        }
        return known.json();
    }
}
