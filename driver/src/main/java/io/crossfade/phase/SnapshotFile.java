package io.crossfade.phase;

import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A snapshot in a file, for tests and for a single machine: nobody waits for this instance to drain. */
public final class SnapshotFile implements SnapshotSource {

    private static final int LOOKS = 80;
    private static final long PAUSE_MILLIS = 250;

    private final Path file;
    /** The file is looked at a few times a second, and hardly ever says something new. */
    private volatile Seen last = new Seen("", null);

    /** A text and what it says; null before the first. */
    private record Seen(String text, @Nullable Snapshot snapshot) {}

    public SnapshotFile(Path file) {
        this.file = file;
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public Snapshot fetch() throws IOException {
        String text = Files.readString(file);
        Seen before = last;
        if (before.snapshot() != null && before.text().equals(text)) {
            return before.snapshot();
        }
        Snapshot fresh = Wire.readUnderstood(text);
        last = new Seen(text, fresh);
        return fresh;
    }

    @Override
    public Optional<Snapshot> await(long epoch) throws IOException, InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            Snapshot seen = fetch();
            if (seen.epoch() != epoch) {
                return Optional.of(seen);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Optional.empty();
    }

    @Override
    public Answer report(Heartbeat heartbeat) {
        return new Answer(heartbeat.holds(), Answer.USUAL_MILLIS);
    }

    @Override
    public void leave() {
        // Nobody counts the instances of a file.
    }
}
