package io.crossfade.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.Snapshot;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EpochsTest {

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger released = new AtomicInteger();
    private final Epochs<String> epochs = new Epochs<>(generation(1), clock::get, released::incrementAndGet);

    static Generation<String> generation(long epoch) {
        return new Generation<>(new Snapshot("shop", epoch, List.of()), "plans of " + epoch);
    }

    @Test
    void isDrainedWhereNothingIsClaimed() {
        epochs.register();
        epochs.publish(generation(2));

        assertThat(epochs.drained()).isEqualTo(2);
        assertThat(epochs.oldest()).isEmpty();
    }

    @Test
    void aClaimHoldsItsEpochUntilItIsReleased() {
        Claim<String> claim = epochs.register();
        claim.take();
        epochs.publish(generation(2));
        epochs.publish(generation(3));

        assertThat(epochs.drained()).isEqualTo(1);
        assertThat(claim.take().epoch())
                .as("the transaction goes on under its epoch")
                .isEqualTo(1);

        claim.release();

        assertThat(epochs.drained()).isEqualTo(3);
        assertThat(claim.take().epoch()).isEqualTo(3);
    }

    @Test
    void onlyAReleaseOfAnEarlierEpochIsANews() {
        Claim<String> claim = epochs.register();
        claim.take();
        claim.release();
        assertThat(released).hasValue(0);

        claim.take();
        epochs.publish(generation(2));
        claim.release();
        assertThat(released).hasValue(1);
    }

    @Test
    void aConnectionThatEndsGivesUpItsClaim() {
        Claim<String> claim = epochs.register();
        claim.take();
        epochs.publish(generation(2));
        claim.end();

        assertThat(epochs.drained()).isEqualTo(2);
        assertThat(epochs.sessions()).isZero();
    }

    @Test
    void saysWhatStandsInTheWay() {
        Claim<String> first = epochs.register();
        Claim<String> second = epochs.register();
        epochs.advanceClock();
        first.take();
        first.running("UPDATE users SET name = ?" + " ".repeat(400));
        first.transactionOpen();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(5));
        epochs.advanceClock();
        second.take();
        second.running("SELECT 1");
        epochs.publish(generation(2));

        assertThat(epochs.oldest()).hasValueSatisfying(work -> {
            assertThat(work.epoch()).isEqualTo(1);
            assertThat(work.millis()).isEqualTo(5_000);
            assertThat(work.transaction()).isTrue();
            assertThat(work.sql()).startsWith("UPDATE users SET name = ?").hasSize(300);
        });
    }

    @Test
    void epochsNeverGoBack() {
        epochs.publish(generation(5));
        assertThatThrownBy(() -> epochs.publish(generation(4))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> epochs.publish(generation(5))).isInstanceOf(IllegalArgumentException.class);
    }

    /** A claimer that has read the current generation is held up while the next is published and found drained. */
    @Test
    void aClaimThatIsHeldUpTakesTheNextEpoch() {
        Epochs<String> holdingUp = new Epochs<>(generation(1), clock::get, () -> {}) {
            private boolean heldUp;

            @Override
            public Generation<String> current() {
                Generation<String> read = super.current();
                if (!heldUp) {
                    heldUp = true;
                    publish(generation(2));
                    assertThat(drained()).as("nothing is claimed yet").isEqualTo(2);
                }
                return read;
            }
        };
        Claim<String> claim = holdingUp.register();

        assertThat(claim.take().epoch()).isEqualTo(2);
    }

    /** A claimer that has looked twice is held up before it goes on: what it took must already count. */
    @Test
    void aClaimCountsBeforeItsSecondLook() {
        Epochs<String> holdingUp = new Epochs<>(generation(1), clock::get, () -> {}) {
            private int looks;

            @Override
            public Generation<String> current() {
                Generation<String> read = super.current();
                if (++looks == 2) {
                    publish(generation(2));
                    assertThat(drained())
                            .as("epoch 1 is about to be worked under")
                            .isEqualTo(1);
                }
                return read;
            }
        };
        Claim<String> claim = holdingUp.register();

        assertThat(claim.take().epoch()).isEqualTo(1);
    }

    /**
     * Claimers and a publisher race. Whoever holds a claim checks that what he claimed isn't called drained.
     */
    @Test
    void nothingIsEverCalledDrainedThatIsStillWorkedUnder() throws Exception {
        long seed = System.nanoTime();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<String> broken = new AtomicReference<>();
        AtomicLong drained = new AtomicLong(1);
        int claimers = 3;
        CyclicBarrier start = new CyclicBarrier(claimers + 1);
        Thread[] threads = new Thread[claimers];
        for (int i = 0; i < claimers; i++) {
            Claim<String> claim = epochs.register();
            Random random = new Random(seed + i);
            threads[i] = new Thread(() -> {
                arrive(start);
                while (!stop.get()) {
                    Generation<String> mine = claim.take();
                    int spins = random.nextInt(50);
                    for (int spin = 0; spin <= spins; spin++) {
                        long said = drained.get();
                        if (said > mine.epoch()) {
                            broken.compareAndSet(
                                    null,
                                    "epoch " + said + " was called drained while " + mine.epoch() + " was in use");
                        }
                    }
                    claim.release();
                }
            });
            threads[i].start();
        }
        arrive(start);
        for (long epoch = 2; epoch < 20_000 && broken.get() == null; epoch++) {
            epochs.publish(generation(epoch));
            drained.set(epochs.drained());
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(broken.get()).as("seed " + seed).isNull();
    }

    private static void arrive(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
