package io.crossfade.compare.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Where a generator's decisions come from: chance, or a list of earlier decisions that is played again.
 *
 * <p>The smaller a number, the simpler what is generated; what a list lacks at its end counts as 0. So a shorter or smaller
 * list gives a simpler case, and nothing but the list has to be shrunk.
 */
final class Choices {

    private final Random random;
    private final List<Integer> played;
    private final boolean replays;
    private final List<Integer> made = new ArrayList<>();

    private Choices(Random random, List<Integer> played, boolean replays) {
        this.random = random;
        this.played = played;
        this.replays = replays;
    }

    static Choices random(long seed) {
        return new Choices(new Random(seed * 0x9E3779B97F4A7C15L), List.of(), false);
    }

    static Choices replay(List<Integer> made) {
        return new Choices(new Random(0), List.copyOf(made), true);
    }

    /** A number from 0 to below the bound. */
    int below(int bound) {
        int choice = replays ? next() % bound : random.nextInt(bound);
        made.add(choice);
        return choice;
    }

    private int next() {
        return made.size() < played.size() ? played.get(made.size()) : 0;
    }

    /** True with that probability; false is the simpler. */
    boolean chance(int percent) {
        return below(100) >= 100 - percent;
    }

    <T> T of(List<T> values) {
        return values.get(below(values.size()));
    }

    @SafeVarargs
    final <T> T of(T... values) {
        return values[below(values.length)];
    }

    /** Several of the values, at least one, in their order. */
    <T> List<T> someOf(List<T> values) {
        List<T> some = new ArrayList<>();
        for (T value : values) {
            if (chance(50)) {
                some.add(value);
            }
        }
        return some.isEmpty() ? List.of(of(values)) : some;
    }

    List<Integer> made() {
        return List.copyOf(made);
    }
}
