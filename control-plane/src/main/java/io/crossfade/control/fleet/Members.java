package io.crossfade.control.fleet;

import io.crossfade.control.store.InstanceState;
import io.crossfade.control.store.Store;
import io.crossfade.migration.Heartbeat;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a database. An instance belongs to them from its first heartbeat until it says goodbye, or until the
 * database proves that none of its sessions is left; a restart of the control plane changes nothing about that.
 *
 * <p>Owned by the database's fleet: used under its lock only.
 */
final class Members {

    private static final int MOST_DEPARTURES = 20;

    /** @param proved the epoch before which the database has proved that nothing is left of it */
    private record Member(Heartbeat heartbeat, long lastSeen, long heardNanos, boolean heard, long proved) {}

    private final String database;
    private final Store store;
    private final Clocks clocks;
    private final Duration lease;
    private final Map<String, Member> members = new TreeMap<>();
    private final Deque<Departure> departures = new ArrayDeque<>();

    Members(String database, Store store, Clocks clocks, Duration lease) {
        this.database = database;
        this.store = store;
        this.clocks = clocks;
        this.lease = lease;
        for (InstanceState known : store.instances(database)) {
            members.put(known.id(), new Member(known.heartbeat(), known.lastSeen(), clocks.nanoTime(), false, 0));
        }
    }

    /**
     * Takes note of heartbeats. Returns those of instances for which that changes what steps and jobs wait for.
     *
     * <p>That there is an instance is stored, whether it has been on read replicas, and which migrations it doesn't understand:
     * that has to be known after a restart before it is heard of again. How far it has drained isn't stored, since nobody
     * relies on that before it has said so anew.
     */
    List<Beat> heard(List<Beat> told) {
        List<Beat> beats = lasting(told);
        List<Beat> unknown = beats.stream().filter(this::isToBeStored).toList();
        if (!unknown.isEmpty()) {
            store.saveInstances(unknown.stream()
                    .map(beat -> new InstanceState(database, beat.instance(), beat.heartbeat(), clocks.now()))
                    .toList());
        }
        Set<String> ids = new HashSet<>();
        List<Beat> news = new ArrayList<>();
        long now = clocks.now();
        long nanos = clocks.nanoTime();
        for (Beat beat : beats) {
            Member before = members.get(beat.instance());
            // What comes after another of the same instance may be news, even if it says what was known before that.
            if (!ids.add(beat.instance()) || isNews(before, beat.heartbeat(), nanos)) {
                news.add(beat);
            }
            long proved = before == null ? 0 : before.proved();
            members.put(beat.instance(), new Member(beat.heartbeat(), now, nanos, true, proved));
        }
        return news;
    }

    private boolean isToBeStored(Beat beat) {
        Member known = members.get(beat.instance());
        return known == null
                || (beat.heartbeat().onReplicas() && !known.heartbeat().onReplicas())
                || !known.heartbeat().unknown().equals(beat.heartbeat().unknown());
    }

    private boolean isNews(@Nullable Member before, Heartbeat heartbeat, long nanos) {
        return before == null
                || liveness(before, nanos) != Liveness.LIVE
                || before.heartbeat().drained() != heartbeat.drained()
                || before.heartbeat().holds() != heartbeat.holds()
                || !before.heartbeat().unknown().equals(heartbeat.unknown())
                || before.heartbeat().onReplicas() != heartbeat.onReplicas();
    }

    /** Who has had sessions on read replicas is remembered so: a heartbeat that has been long on its way takes nothing back. */
    private List<Beat> lasting(List<Beat> told) {
        Set<String> onReplicas = new HashSet<>();
        List<Beat> beats = new ArrayList<>();
        for (Beat beat : told) {
            Member known = members.get(beat.instance());
            if (beat.heartbeat().onReplicas()
                    || (known != null && known.heartbeat().onReplicas())) {
                onReplicas.add(beat.instance());
            }
            beats.add(
                    onReplicas.contains(beat.instance())
                            ? new Beat(beat.instance(), beat.heartbeat().withReplicas())
                            : beat);
        }
        return beats;
    }

    /** The database has proved that nothing is left of an instance that was planned under an epoch before this one. */
    void proved(String id, long epoch) {
        members.computeIfPresent(
                id,
                (same, member) -> new Member(
                        member.heartbeat(),
                        member.lastSeen(),
                        member.heardNanos(),
                        member.heard(),
                        Math.max(epoch, member.proved())));
    }

    /** Forgets an instance that said so itself or whose sessions are proved to be gone. */
    void gone(String id, String why) {
        Member member = members.get(id);
        if (member != null) {
            store.deleteInstance(database, id);
            members.remove(id);
            departures.addFirst(new Departure(id, member.heartbeat().application(), clocks.now(), why));
            if (departures.size() > MOST_DEPARTURES) {
                departures.removeLast();
            }
        }
    }

    Optional<InstanceView> find(String id) {
        return Optional.ofNullable(members.get(id)).map(member -> view(id, member, clocks.nanoTime()));
    }

    List<InstanceView> all() {
        return those(any -> true);
    }

    Set<String> ids() {
        return Set.copyOf(members.keySet());
    }

    int size() {
        return members.size();
    }

    List<InstanceView> lost() {
        return those(instance -> instance.liveness() == Liveness.LOST);
    }

    /** Those who keep an epoch from counting as acknowledged. */
    List<InstanceView> notAcknowledged(long epoch) {
        return those(instance -> !instance.hasAcknowledged(epoch));
    }

    private List<InstanceView> those(Predicate<InstanceView> wanted) {
        long nanos = clocks.nanoTime();
        List<InstanceView> found = new ArrayList<>();
        // A plain loop: it is gone through for every heartbeat that brings something new.
        for (Map.Entry<String, Member> entry : members.entrySet()) {
            InstanceView instance = view(entry.getKey(), entry.getValue(), nanos);
            if (wanted.test(instance)) {
                found.add(instance);
            }
        }
        return List.copyOf(found);
    }

    /** Those that are alive and don't understand a migration. */
    List<InstanceView> unaware(String migration) {
        return those(instance -> instance.doesntKnow(migration).isPresent());
    }

    /** The latest first. */
    List<Departure> departures() {
        return List.copyOf(departures);
    }

    private InstanceView view(String id, Member member, long nanos) {
        return new InstanceView(id, member.heartbeat(), member.lastSeen(), liveness(member, nanos), member.proved());
    }

    private Liveness liveness(Member member, long nanos) {
        boolean withinLease = nanos - member.heardNanos() <= lease.toNanos();
        return withinLease ? (member.heard() ? Liveness.LIVE : Liveness.UNHEARD) : Liveness.LOST;
    }
}
