package io.crossfade.control.store;

import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import java.util.List;
import java.util.Optional;

/** States to try things with. */
public final class States {

    private States() {}

    public static Migration rename(String name) {
        return new Migration(
                name, new TableId("public", "users"), List.of(new Rename("name", "full_name", 2)), Phase.EXPAND, 0);
    }

    public static MigrationState state(String name, long epoch) {
        return MigrationState.started("shop", rename(name), epoch, 1_000);
    }

    public static Heartbeat heartbeat(long holds, long drained) {
        return new Heartbeat("shop-app", "0.1.0", 0, holds, drained, 3, Optional.empty());
    }
}
