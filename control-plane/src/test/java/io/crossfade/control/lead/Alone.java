package io.crossfade.control.lead;

import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.store.Election;
import io.crossfade.control.store.Store;
import java.time.Duration;
import java.util.Optional;

/** A leadership without a rival, for tests of other things. */
public final class Alone {

    private Alone() {}

    /** Leads with these; who calls closes them. */
    public static Leadership leading(Store store, Fleets fleets) {
        Leadership leadership = new Leadership(
                new Election() {
                    @Override
                    public Optional<Store> stand() {
                        return Optional.of(store);
                    }

                    @Override
                    public Optional<String> leader() {
                        return Optional.empty();
                    }

                    @Override
                    public Duration lease() {
                        return Duration.ofDays(1);
                    }

                    @Override
                    public void close() {}
                },
                same -> fleets,
                System::nanoTime);
        leadership.start();
        return leadership;
    }
}
