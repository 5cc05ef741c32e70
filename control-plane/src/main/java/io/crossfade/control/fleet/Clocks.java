package io.crossfade.control.fleet;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time, twice: what people read, and what leases are measured by, which no administrator can set back.
 *
 * @param wall the time of day
 * @param nanos monotonic, from any origin
 */
public record Clocks(InstantSource wall, LongSupplier nanos) {

    public static Clocks system() {
        return new Clocks(InstantSource.system(), System::nanoTime);
    }

    long now() {
        return wall.millis();
    }

    long nanoTime() {
        return nanos.getAsLong();
    }
}
