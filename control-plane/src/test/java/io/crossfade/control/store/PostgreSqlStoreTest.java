package io.crossfade.control.store;

import static io.crossfade.control.store.States.heartbeat;
import static io.crossfade.control.store.States.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.TestPostgres;
import io.crossfade.control.config.StoreConfig;
import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.error.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract on PostgreSQL, and who may write there. */
final class PostgreSqlStoreTest extends StoreContract {

    private final TestPostgres postgres = TestPostgres.create();
    private final StoreConfig config = StoreConfig.of(postgres.url(), "postgres", "postgres");
    private final List<Election> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Election::close);
    }

    @Override
    Store open() {
        Election election = election("http://a");
        for (int i = 0; i < 100; i++) {
            Optional<Store> store = election.stand();
            if (store.isPresent()) {
                return store.get();
            }
            // The server needs a moment to notice that the session before has ended.
            pause();
        }
        throw new AssertionError("nobody leads, and this one can't");
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Election election(String address) {
        return election(config, address);
    }

    private Election election(StoreConfig of, String address) {
        Election election = PostgreSqlElection.open(of, address);
        opened.add(election);
        return election;
    }

    @Test
    void letsOneLeadAtATime() {
        Store first = open();
        Election second = election("http://b");
        assertThat(second.stand()).isEmpty();
        assertThat(second.leader()).contains("http://a");
        first.renew();
        first.close();
        Store next = awaitLead(second);
        assertThat(next.term()).isEqualTo(first.term() + 1);
        assertThat(second.leader()).contains("http://b");
    }

    private static Store awaitLead(Election election) {
        for (int i = 0; i < 250; i++) {
            Optional<Store> store = election.stand();
            if (store.isPresent()) {
                return store.get();
            }
            pause();
        }
        throw new AssertionError("it didn't come to lead");
    }

    @Test
    void takesTheLeadFromWhoIsSilent() {
        StoreConfig impatient = config.withLease(Duration.ofMillis(300));
        Store first = awaitLead(election(impatient, "http://a"));
        assertThat(first.compareAndSet(0, state("m", 1), PENDING, null, transition(1)))
                .isTrue();
        Store second = awaitLead(election(impatient, "http://b"));
        assertThat(second.term()).isEqualTo(first.term() + 1);
        assertThat(second.epoch("shop")).isEqualTo(1);
        changes(first).forEach(change -> assertThatThrownBy(change).isInstanceOf(NotLeadingException.class));
        assertThat(second.compareAndSet(1, state("m", 2), null, null, transition(2)))
                .isTrue();
    }

    @Test
    void leavesTheLeadToWhoSaysInTimeThatHeHasIt() {
        StoreConfig impatient = config.withLease(Duration.ofMillis(700));
        Store first = awaitLead(election(impatient, "http://a"));
        Election second = election(impatient, "http://b");
        for (int i = 0; i < 40; i++) {
            first.renew();
            assertThat(second.stand()).isEmpty();
            pause();
        }
        first.renew();
    }

    /** Were its session not ended: the term alone keeps it from writing. */
    @Test
    void writesNothingInATermThatIsOver() {
        Store store = open();
        assertThat(store.compareAndSet(0, state("m", 1), PENDING, null, transition(1)))
                .isTrue();
        for (int i = 0; i < changes(store).size(); i++) {
            Store leading = i == 0 ? store : awaitLead(opened.get(0));
            postgres.execute("UPDATE crossfade_store.leader SET term = term + 1, address = 'http://b'");
            assertThatThrownBy(changes(leading).get(i))
                    .as("change %d", i)
                    .isInstanceOf(NotLeadingException.class)
                    .hasMessageContaining("was replaced");
        }
        assertThat(postgres.value("SELECT epoch FROM crossfade_store.database_epoch"))
                .isEqualTo("1");
        assertThat(postgres.rows("SELECT * FROM crossfade_store.instance")).isEmpty();
        assertThat(postgres.rows("SELECT * FROM crossfade_store.fact")).isEmpty();
        assertThat(postgres.rows("SELECT * FROM crossfade_store.transition")).hasSize(1);
        assertThat(postgres.value("SELECT document FROM crossfade_store.job")).contains("PENDING");
    }

    private List<ThrowingCallable> changes(Store store) {
        return List.of(
                () -> store.compareAndSet(1, state("m", 2), PENDING, Facts.of(List.of()), transition(2)),
                () -> store.update(state("m", 1)),
                () -> store.record(transition(1)),
                () -> store.saveJob("m", 1, PENDING.finished(5)),
                () -> store.saveFacts("m", Facts.of(List.of("x"))),
                () -> store.saveInstance(new InstanceState("shop", "web-1", heartbeat(1, 1), 1)),
                () -> store.deleteInstance("shop", "web-1"),
                () -> store.ledgers().add("shop", "web-1", 1, 1, List.of()),
                () -> store.ledgers().change("m", ledger -> ledger),
                () -> store.ledgers().forget("m"),
                store::renew);
    }

    /** Paused in the middle of a transaction, the one before doesn't keep the next one from leading. */
    @Test
    void doesNotWaitForATransactionOfWhoIsSilent() {
        StoreConfig impatient = config.withLease(Duration.ofMillis(300));
        PostgreSqlStore first = (PostgreSqlStore) awaitLead(election(impatient, "http://a"));
        assertThatThrownBy(() -> first.writing(() -> {
                    Store second = awaitLead(election(impatient, "http://b"));
                    assertThat(second.compareAndSet(0, state("m", 1), PENDING, null, transition(1)))
                            .isTrue();
                    return first.execute("INSERT INTO database_epoch (database, epoch) VALUES ('shop', 9)");
                }))
                .isInstanceOf(NotLeadingException.class);
        assertThat(postgres.value("SELECT epoch FROM crossfade_store.database_epoch"))
                .isEqualTo("1");
    }

    @Test
    void isOverWithItsSession() {
        Store store = open();
        postgres.rows("SELECT pg_terminate_backend(pid) FROM crossfade_store.leader");
        assertThatThrownBy(() -> store.epoch("shop"))
                .isInstanceOf(NotLeadingException.class)
                .hasMessageContaining("is lost");
        assertThatThrownBy(store::renew).isInstanceOf(NotLeadingException.class);
        assertThat(awaitLead(opened.get(0)).term()).isEqualTo(store.term() + 1);
    }

    @Test
    void leadsOnAfterAStatementThatFails() {
        PostgreSqlStore store = (PostgreSqlStore) open();
        assertThatThrownBy(() -> store.writing(() -> store.execute("INSERT INTO nowhere VALUES (1)")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nowhere");
        assertThat(store.compareAndSet(0, state("m", 1), PENDING, null, transition(1)))
                .isTrue();
    }

    @Test
    void refusesAStoreOfALaterVersion() {
        open().close();
        postgres.execute("UPDATE crossfade_store.about SET version = 2");
        assertThatThrownBy(() -> election("http://b"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("crossfade_store")
                .hasMessageContaining("version [2]");
    }

    @Test
    void refusesASchemaThatIsNoStore() {
        postgres.execute("CREATE SCHEMA crossfade_store", "CREATE TABLE crossfade_store.users (id int)");
        assertThatThrownBy(() -> election("http://b"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("isn't a store of Crossfade's");
        assertThat(postgres.rows("SELECT relname FROM pg_class WHERE relnamespace = 'crossfade_store'::regnamespace"))
                .containsExactly("users");
    }

    @Test
    void saysWhatAUserLacks() {
        postgres.execute("CREATE USER clerk PASSWORD 'clerk'");
        try {
            StoreConfig clerks = new StoreConfig(
                    postgres.url().replaceFirst("\\?.*", ""),
                    "clerk",
                    "clerk",
                    StoreConfig.DEFAULT_SCHEMA,
                    StoreConfig.DEFAULT_LEASE);
            assertThatThrownBy(() -> election(clerks, "http://b"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("user clerk may not");
            postgres.execute("CREATE SCHEMA crossfade_store AUTHORIZATION clerk");
            assertThat(awaitLead(election(clerks, "http://b")).term()).isEqualTo(1);
        } finally {
            opened.forEach(Election::close);
            postgres.execute("DROP OWNED BY clerk CASCADE", "DROP USER clerk");
        }
    }

    @Test
    void saysThatTheServerDoesNotAnswer() {
        StoreConfig nowhere = StoreConfig.of("jdbc:postgresql://localhost:1/x?ssl=false", "a", "s3cret");
        assertThatThrownBy(() -> election(nowhere, "http://b"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("jdbc:postgresql://localhost:1/x doesn't answer")
                .hasMessageNotContaining("s3cret");
    }
}
