package io.crossfade.control.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What comparing reads has found for a migration since it was started.
 *
 * @param same how many comparisons found both sides the same
 * @param passing how many found a difference that a moment later wasn't there any more
 * @param differing how many found one that was there again in a later snapshot
 * @param skipped how many queries that were drawn weren't compared, by the reason
 * @param lost how many differences instances couldn't keep until they were told
 * @param shapes the statements that differed, the latest first; a bounded number
 * @param doubt what nothing has settled; null if everything found is settled
 */
public record Ledger(
        long same,
        long passing,
        long differing,
        Map<String, Long> skipped,
        long lost,
        List<Shape> shapes,
        @Nullable Doubt doubt) {

    public static final Ledger EMPTY = new Ledger(0, 0, 0, Map.of(), 0, List.of(), null);

    public Ledger {
        skipped = Map.copyOf(skipped);
        shapes = List.copyOf(shapes);
    }

    /**
     * A statement that differed.
     *
     * @param sql without its values
     * @param firstAt milliseconds since 1970, by this control plane's clock
     */
    public record Shape(String sql, long count, long firstAt, long lastAt) {}

    /**
     * That the sides may not be the same, although a comparison of all rows has found them so, or is going to.
     *
     * @param ordered whether a comparison of all rows has been ordered since, which settles it once it is done
     * @param pass the latest pass of the comparison under way which had begun by then, none of the later ones of which can
     *     have overlooked it; else the greatest number
     * @param count how many rows
     * @param shape the first statement that told
     * @param key of its row
     * @param lastAt milliseconds since 1970
     */
    public record Doubt(boolean ordered, int pass, long count, String shape, Map<String, String> key, long lastAt) {

        public Doubt {
            key = Map.copyOf(key);
        }

        /** With a comparison of all rows on its way. */
        public Doubt asOrdered() {
            return new Doubt(true, pass, count, shape, key, lastAt);
        }
    }

    public Ledger withDoubt(@Nullable Doubt next) {
        return new Ledger(same, passing, differing, skipped, lost, shapes, next);
    }

    public Optional<Doubt> openDoubt() {
        return Optional.ofNullable(doubt);
    }
}
