package io.crossfade.control.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An embedded store has one control plane, which leads for as long as it runs. */
public final class H2Election implements Election {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final H2Store store;

    private H2Election(H2Store store) {
        this.store = store;
    }

    /**
     * Opens the store in a directory, which is made if it isn't there.
     *
     * @throws io.crossfade.control.error.BadInputException if another control plane has it open
     */
    public static H2Election open(Path directory) {
        return new H2Election(H2Store.open(directory));
    }

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
        return FOR_EVER;
    }

    @Override
    public void close() {
        store.close();
    }
}
