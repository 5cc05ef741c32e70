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

    /** Takes note of heartbeats. Returns those of instances for which that changes what steps and jobs wait for. */
    List<Beat> heard(List<Beat> told) {
        List<Beat> beats = lasting(told);
        Set<String> ids = new HashSet<>();
        List<Beat> news = beats.stream()
                .filter(beat -> !ids.add(beat.instance()) || isNews(beat))
                .toList();
        if (!news.isEmpty()) {
            store.saveInstances(news.stream()
                    .map(beat -> new InstanceState(database, beat.instance(), beat.heartbeat(), clocks.now()))
                    .toList());
        }
        for (Beat beat : beats) {
            long proved = find(beat.instance()).map(InstanceView::proved).orElse(0L);
            members.put(beat.instance(), new Member(beat.heartbeat(), clocks.now(), clocks.nanoTime(), true, proved));
        }
        return news;
    }

    private boolean isNews(Beat beat) {
        Optional<InstanceView> before = find(beat.instance());
        return before.isEmpty()
                || before.get().liveness() != Liveness.LIVE
                || before.get().heartbeat().drained() != beat.heartbeat().drained()
                || before.get().heartbeat().holds() != beat.heartbeat().holds()
                || !before.get().heartbeat().unknown().equals(beat.heartbeat().unknown())
                || before.get().heartbeat().onReplicas() != beat.heartbeat().onReplicas();
    }

    /** Who has had sessions on read replicas is remembered so: a heartbeat that has been long on its way takes nothing back. */
    private List<Beat> lasting(List<Beat> told) {
        Set<String> onReplicas = new HashSet<>();
        List<Beat> beats = new ArrayList<>();
        for (Beat beat : told) {
            boolean known = find(beat.instance())
                    .filter(member -> member.heartbeat().onReplicas())
                    .isPresent();
            if (known || beat.heartbeat().onReplicas()) {
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
        return Optional.ofNullable(members.get(id)).map(member -> view(id, member));
    }

    List<InstanceView> all() {
        return members.entrySet().stream()
                .map(entry -> view(entry.getKey(), entry.getValue()))
                .toList();
    }

    Set<String> ids() {
        return Set.copyOf(members.keySet());
    }

    List<InstanceView> lost() {
        return all().stream()
                .filter(instance -> instance.liveness() == Liveness.LOST)
                .toList();
    }

    /** Those who keep an epoch from counting as acknowledged. */
    List<InstanceView> notAcknowledged(long epoch) {
        return all().stream()
                .filter(instance -> !instance.hasAcknowledged(epoch))
                .toList();
    }

    /** Those that are alive and don't understand a migration. */
    List<InstanceView> unaware(String migration) {
        return all().stream()
                .filter(instance -> instance.doesntKnow(migration).isPresent())
                .toList();
    }

    /** The latest first. */
    List<Departure> departures() {
        return List.copyOf(departures);
    }

    private InstanceView view(String id, Member member) {
        boolean withinLease = clocks.nanoTime() - member.heardNanos() <= lease.toNanos();
        Liveness liveness = withinLease ? (member.heard() ? Liveness.LIVE : Liveness.UNHEARD) : Liveness.LOST;
        return new InstanceView(id, member.heartbeat(), member.lastSeen(), liveness, member.proved());
    }
}
