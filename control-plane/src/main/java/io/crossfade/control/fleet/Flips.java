package io.crossfade.control.fleet;

import io.crossfade.control.store.Flip;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.OnLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long steps have been waiting to be acknowledged, by a clock that nobody sets. A control plane that starts begins
 * to count anew.
 *
 * <p>Owned by the database's fleet: used under its lock only.
 */
public final class Flips {

    private final Clocks clocks;
    private final long begun;
    private final Map<String, Long> decided = new HashMap<>();
    private final Map<String, String> troubles = new HashMap<>();

    /**
     * A step that waits.
     *
     * @param trouble why the sessions that hold it up can't be ended; null if they can, or nobody has tried
     */
    public record Waiting(
            Flip flip, Duration waited, @Nullable String trouble) {}

    Flips(Clocks clocks) {
        this.clocks = clocks;
        this.begun = clocks.nanoTime();
    }

    void begin(String migration) {
        decided.put(migration, clocks.nanoTime());
        troubles.remove(migration);
    }

    void end(String migration) {
        decided.remove(migration);
        troubles.remove(migration);
    }

    /** @param why sessions can't be ended; null if they can */
    void trouble(String migration, @Nullable String why) {
        if (why == null) {
            troubles.remove(migration);
        } else {
            troubles.put(migration, why);
        }
    }

    Optional<Waiting> waiting(MigrationState state) {
        return Optional.ofNullable(state.flip())
                .map(flip -> new Waiting(flip, waited(state.name()), troubles.get(state.name())));
    }

    boolean isOverdue(MigrationState state) {
        Flip flip = state.flip();
        return flip != null
                && flip.patience().onLimit() != OnLimit.WAIT
                && waited(state.name()).toMillis() >= flip.patience().limitMillis();
    }

    Duration waited(String migration) {
        return Duration.ofNanos(clocks.nanoTime() - decided.getOrDefault(migration, begun));
    }
}
