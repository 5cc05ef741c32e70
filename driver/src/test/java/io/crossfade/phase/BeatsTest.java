package io.crossfade.phase;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Heartbeat.Shape;
import io.crossfade.phase.SnapshotSource.Answer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeatsTest {

    /** Near the end of what fits: the clock's origin is arbitrary. */
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2);

    private final Beats beats = new Beats(now);

    @Test
    void theFirstIsDueAtOnce() {
        assertThat(beats.pause(now)).isZero();
        assertThat(beats.isDue(now, 1, 1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"7300, 7300", "1000, 1000", "0, 1000", "-5, 1000", "86400000, 20000", "9223372036854775807, 20000"})
    void whoRestsSendsThemAsRarelyAsTheSourceWantsWithinBounds(long wanted, long expected) {
        send(1, 1, 1, wanted);
        assertThat(untilTheNext(1, 1)).isEqualTo(expected);
    }

    @Test
    void looksEverySecondAllTheSame() {
        send(1, 1, 1, 7_300);
        for (int i = 0; i < 5; i++) {
            assertThat(TimeUnit.NANOSECONDS.toMillis(beats.pause(now))).isEqualTo(1_000);
            pass(1_000);
            assertThat(beats.isDue(now, 1, 1)).isFalse();
        }
    }

    @Test
    void tellsAtOnceThatAnEpochIsDrained() {
        send(1, 1, 1, 7_300);
        pass(10);
        assertThat(beats.isDue(now, 1, 2)).isFalse();
        assertThat(beats.isDue(now, 2, 2)).isTrue();
    }

    @Test
    void tellsWithinASecondThatAnEpochIsNotDrained() {
        send(1, 1, 1, 7_300);
        pass(10);
        assertThat(untilTheNext(1, 2)).isEqualTo(990);
    }

    @Test
    void whoHoldsSomethingUpTellsOfItEverySecond() {
        send(2, 1, 2, 7_300);
        assertThat(untilTheNext(1, 2)).isEqualTo(1_000);
    }

    @Test
    void whoIsBehindTellsOfItEverySecond() {
        send(1, 1, 2, 7_300);
        assertThat(untilTheNext(1, 1)).isEqualTo(1_000);
    }

    @Test
    void whoHasMoreToTellDoesSoEverySecond() {
        beats.sent(now);
        List<Shape> full = Collections.nCopies(Beats.SHAPES, new Shape("SELECT 1", 1));
        beats.answered(now, new Heartbeat("web", "1", 0, 1, 1, 0, Optional.empty(), full), new Answer(1, 7_300));
        assertThat(untilTheNext(1, 1)).isEqualTo(1_000);
    }

    @Test
    void triesAgainWithinASecondWhatWasNotAnswered() {
        send(1, 1, 1, 7_300);
        pass(7_300);
        assertThat(beats.isDue(now, 1, 1)).isTrue();
        beats.sent(now);
        assertThat(untilTheNext(1, 1)).isEqualTo(1_000);
    }

    @Test
    void tellsAtOnceWhoMayHaveForgotten() {
        send(1, 1, 1, 7_300);
        pass(10);
        beats.atOnce();
        assertThat(beats.isDue(now, 1, 1)).isTrue();
        send(1, 1, 1, 7_300);
        assertThat(untilTheNext(1, 1)).isEqualTo(7_300);
    }

    private void send(long holds, long drained, long told, long wantedMillis) {
        beats.sent(now);
        beats.answered(
                now, new Heartbeat("web", "1", 0, holds, drained, 0, Optional.empty()), new Answer(told, wantedMillis));
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** In milliseconds, if nobody calls. */
    private long untilTheNext(long drained, long held) {
        long began = now;
        while (true) {
            now += beats.pause(now);
            if (beats.isDue(now, drained, held)) {
                return TimeUnit.NANOSECONDS.toMillis(now - began);
            }
        }
    }
}
