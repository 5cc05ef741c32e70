package io.crossfade.control.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.error.StoreException;
import io.crossfade.control.fleet.Clocks;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.store.Election;
import io.crossfade.control.store.H2Store;
import io.crossfade.control.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leads takes up what the store has; who doesn't any more drops all of it and says who does. */
final class LeadershipTest {

    private static final Duration LEASE = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<Fleets> begun = new ArrayList<>();
    private final List<Long> closed = new ArrayList<>();
    private Optional<String> leader = Optional.empty();
    private long nanos;
    private H2Store kept;
    private Leadership leadership;

    @BeforeEach
    void open() {
        kept = H2Store.open(directory);
        leadership = new Leadership(new Stage(), this::begin, () -> nanos);
    }

    @AfterEach
    void close() {
        answers.clear();
        leadership.close();
        kept.close();
    }

    private Fleets begin(Store store) {
        Fleets fleets = new Fleets(
                ControlPlaneConfig.of(Map.of("shop", DatabaseConfig.of("jdbc:postgresql://localhost:1/x", "a", ""))),
                store,
                (name, config) -> ApplicationDatabase.open(name, config, store.term()),
                Clocks.system(),
                StopPoints.NONE);
        begun.add(fleets);
        return fleets;
    }

    @Test
    void leadsFromTheStartIfNobodyDoes() {
        leadership.start();
        assertThat(leadership.fleets()).isSameAs(begun.get(0));
        assertThat(leadership.standing()).isEqualTo(new Standing(true, 1, Optional.empty(), ""));
    }

    @Test
    void standsByAndSaysWhoLeads() {
        leader = Optional.of("http://a");
        answers.add(Optional.empty());
        leadership.round();
        assertThatThrownBy(leadership::fleets)
                .isInstanceOfSatisfying(
                        NotLeadingException.class, e -> assertThat(e.leader()).contains("http://a"))
                .hasMessage("this control plane stands by; the one at http://a leads");
        leader = Optional.empty();
        leadership.round();
        assertThat(leadership.standing().leads()).isTrue();
    }

    @Test
    void dropsAllWhenItIsReplacedAndBeginsAnew() {
        leadership.round();
        Fleets before = leadership.fleets();
        CompletableFuture<?> waiting = before.database("shop").snapshotAfter(0, Duration.ofSeconds(60));
        answers.add(new NotLeadingException("it was replaced", Optional.of("http://b")));
        leadership.round();
        assertThatThrownBy(leadership::fleets).hasMessageContaining("http://b leads");
        assertThat(closed).containsExactly(1L);
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Optional.empty());
        assertThat(before.database("shop").snapshotAfter(0, Duration.ofSeconds(60)))
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo(Optional.empty());
        leadership.round();
        assertThat(leadership.fleets()).isNotSameAs(before).isSameAs(begun.get(1));
        assertThat(leadership.standing().term()).isEqualTo(2);
    }

    @Test
    void leadsNoLongerWhenTheStoreFails() {
        leadership.round();
        answers.add(new StoreException("planned", new IllegalStateException()));
        leadership.round();
        assertThatThrownBy(leadership::fleets).isInstanceOf(NotLeadingException.class);
        answers.add(new StoreException("it doesn't answer", new IllegalStateException()));
        leadership.round();
        assertThatThrownBy(leadership::fleets).hasMessageContaining("it doesn't answer");
        assertThat(leadership.standing().trouble()).isEqualTo("it doesn't answer");
        leadership.round();
        assertThat(leadership.fleets()).isSameAs(begun.get(1));
        assertThat(leadership.standing().trouble()).isEmpty();
    }

    @Test
    void answersNothingWhileItDoesNotKnowWhetherItStillLeads() {
        leadership.round();
        nanos += LEASE.toNanos() + 1;
        assertThatThrownBy(leadership::fleets)
                .isInstanceOf(NotLeadingException.class)
                .hasMessageContaining("held up");
        assertThat(leadership.standing().leads()).isFalse();
        leadership.round();
        assertThat(leadership.fleets()).isSameAs(begun.get(0));
    }

    @Test
    void leavesTheLeadToAnotherIfItCanNotTakeUpTheWork() {
        Leadership unable = new Leadership(
                new Stage(),
                store -> {
                    throw new IllegalStateException("planned");
                },
                () -> nanos);
        assertThatThrownBy(unable::start).hasMessage("planned");
        assertThat(closed).containsExactly(1L);
        unable.round();
        assertThat(unable.standing().trouble()).isEqualTo("planned");
        unable.close();
    }

    /** Answers with what is planned, else with the next term. */
    private final class Stage implements Election {

        private long term;

        @Override
        public Optional<Store> stand() {
            Object planned = answers.poll();
            if (planned instanceof StoreException failure) {
                throw failure;
            }
            return planned == null ? Optional.of(store(++term)) : Optional.empty();
        }

        private Store store(long number) {
            return (Store) Proxy.newProxyInstance(
                    Store.class.getClassLoader(),
                    new Class<?>[] {Store.class},
                    (self, method, values) -> switch (method.getName()) {
                        case "term" -> number;
                        case "close" -> closed.add(number) ? null : null;
                        case "renew" -> {
                            Object planned = answers.poll();
                            if (planned instanceof RuntimeException failure) {
                                throw failure;
                            }
                            yield null;
                        }
                        default -> {
                            try {
                                yield method.invoke(kept, values);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                    });
        }

        @Override
        public Optional<String> leader() {
            return leader;
        }

        @Override
        public Duration lease() {
            return LEASE;
        }

        @Override
        public void close() {}
    }
}
