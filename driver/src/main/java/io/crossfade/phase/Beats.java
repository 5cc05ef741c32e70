package io.crossfade.phase;

import io.crossfade.migration.Heartbeat;
import io.crossfade.phase.SnapshotSource.Answer;
import java.util.concurrent.TimeUnit;

/**
 * When an instance sends heartbeats: at once when it has drained an epoch, every second while there is something in it that
 * others wait for, and else as rarely as the source wants.
 *
 * <p>Used by the thread that reports, save for {@link #atOnce}. Times are those of {@link System#nanoTime()}.
 */
final class Beats {

    /** Also how often to look whether there is something to tell. */
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(Answer.USUAL_MILLIS);

    /** Whatever the source says: it may be wrong. */
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(20);

    /** How many observed statements go with one heartbeat. */
    static final int SHAPES = 50;

    private long nextLook;
    private long nextBeat;
    /** The epoch that was drained when the source was last told of it; -1 if it may not know. */
    private long reported = -1;

    private volatile boolean atOnce;

    Beats(long now) {
        this.nextLook = now;
        this.nextBeat = now;
    }

    /** How long there is nothing to look at, unless an epoch is drained. */
    long pause(long now) {
        return Math.max(0, Math.min(nextLook - now, nextBeat - now));
    }

    /** Whether a heartbeat is to be sent now. */
    boolean isDue(long now, long drained, long held) {
        boolean looks = now - nextLook >= 0;
        if (looks) {
            nextLook = now + SHORTEST;
        }
        boolean holdsUp = looks && drained < held;
        return drained != reported || holdsUp || atOnce || now - nextBeat >= 0;
    }

    /** A heartbeat is being sent. Until it is answered, the next one is as good as due. */
    void sent(long now) {
        atOnce = false;
        reported = -1;
        nextLook = now + SHORTEST;
        nextBeat = nextLook;
    }

    /** What was sent at that time has been answered. */
    void answered(long sentAt, Heartbeat heartbeat, Answer answer) {
        reported = heartbeat.drained();
        boolean rests = heartbeat.drained() == heartbeat.holds()
                && heartbeat.holds() == answer.epoch()
                && heartbeat.shapes().size() < SHAPES;
        long wanted = TimeUnit.MILLISECONDS.toNanos(answer.nextMillis());
        nextBeat = sentAt + (rests ? Math.max(SHORTEST, Math.min(LONGEST, wanted)) : SHORTEST);
    }

    /** Has the next one sent without delay: the source has been out of reach, and may know nothing of this instance. */
    void atOnce() {
        atOnce = true;
    }
}
