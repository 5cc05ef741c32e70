package io.crossfade.compare.generate;

import java.util.ArrayList;
import java.util.List;

/** Makes a list of choices shorter and smaller as long as what it leads to still fails. */
final class Shrinker {

    private Shrinker() {}

    /** Whether a list of choices leads to a failure. */
    interface Failing {
        boolean fails(List<Integer> choices);
    }

    /**
     * The smallest list that was found.
     *
     * @param attempts at most so many lists are tried
     */
    static List<Integer> shrink(List<Integer> choices, Failing failing, int attempts) {
        Search search = new Search(choices, failing, attempts);
        boolean better = true;
        while (better && search.left > 0) {
            better = search.deleteRuns();
            better |= search.lowerNumbers();
        }
        return search.best;
    }

    private static final class Search {

        private List<Integer> best;
        private final Failing failing;
        private int left;

        Search(List<Integer> best, Failing failing, int attempts) {
            this.best = best;
            this.failing = failing;
            this.left = attempts;
        }

        boolean deleteRuns() {
            boolean better = false;
            for (int length = 32; length >= 1; length /= 2) {
                for (int at = best.size() - length; at >= 0; at--) {
                    List<Integer> shorter = new ArrayList<>(best.subList(0, at));
                    shorter.addAll(best.subList(Math.min(best.size(), at + length), best.size()));
                    better |= isBetter(shorter);
                    at = Math.min(at, best.size() - length + 1);
                }
            }
            return better;
        }

        boolean lowerNumbers() {
            boolean better = false;
            for (int at = 0; at < best.size(); at++) {
                int number = best.get(at);
                better |= number > 0
                        && (isBetter(with(at, 0)) || isBetter(with(at, number / 2)) || isBetter(with(at, number - 1)));
            }
            return better;
        }

        private List<Integer> with(int at, int number) {
            List<Integer> changed = new ArrayList<>(best);
            if (at < changed.size() && number < changed.get(at)) {
                changed.set(at, number);
            }
            return changed;
        }

        private boolean isBetter(List<Integer> changed) {
            if (left <= 0 || changed.equals(best)) {
                return false;
            }
            left--;
            if (failing.fails(changed)) {
                best = changed;
                return true;
            }
            return false;
        }
    }
}
