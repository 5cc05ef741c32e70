package io.crossfade.simulate;

/** Numbers from a seed (SplitMix64). */
final class Chance {

    final long seed;
    private long state;

    Chance(long seed) {
        this.seed = seed;
        this.state = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    boolean percent(int percent) {
        return below(100) < percent;
    }

    boolean permille(int permille) {
        return below(1000) < permille;
    }
}
