package io.crossfade.jdbc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A map that holds what was used lately, within a bound: two halves, of which the older is dropped whole when the
 * younger is full. A hit in the younger half is one look-up without any bookkeeping, which a list of uses would need.
 * Safe for use by several threads.
 */
final class RecentTexts<K, V> {

    private final long halfWeight;
    private final AtomicLong youngWeight = new AtomicLong();
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    /** @param weight how much it holds at most, in the measure of {@link #put} */
    RecentTexts(long weight) {
        this.halfWeight = weight / 2;
    }

    @Nullable
    V get(K key, long weight) {
        V value = young.get(key);
        if (value == null) {
            value = old.get(key);
            if (value != null) {
                put(key, value, weight);
            }
        }
        return value;
    }

    void put(K key, V value, long weight) {
        if (weight > halfWeight) {
            return;
        }
        if (young.put(key, value) == null && youngWeight.addAndGet(weight) > halfWeight) {
            turn();
        }
    }

    /** Keys used lately, the most recent half first. */
    List<K> recent(int atMost) {
        return java.util.stream.Stream.of(young, old)
                .flatMap(half -> half.keySet().stream())
                .distinct()
                .limit(atMost)
                .toList();
    }

    private synchronized void turn() {
        if (youngWeight.get() > halfWeight) {
            old = young;
            young = new ConcurrentHashMap<>();
            youngWeight.set(0);
        }
    }
}
