package io.crossfade.dualread;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Holds two answers against each other. Where the order isn't settled, each row of one side is to have a row of its own on the
 * other side, wherever it stands.
 */
public final class RowComparison {

    private final List<ResultColumn> columns;
    private final List<Integer> key;

    /** @param key the places of the columns that find a row, from 0; empty if none do */
    public RowComparison(List<ResultColumn> columns, List<Integer> key) {
        this.columns = List.copyOf(columns);
        this.key = List.copyOf(key);
    }

    /**
     * The rows that differ.
     *
     * @param ordered whether the order of the rows belongs to the answer
     */
    public List<RowDifference> differences(Answer source, Answer target, boolean ordered) {
        List<List<Optional<String>>> left = new ArrayList<>(source.rows());
        List<List<Optional<String>>> right = new ArrayList<>(target.rows());
        removeEqual(left, right);
        removeNear(left, right);
        List<RowDifference> found = new ArrayList<>();
        pairByKey(left, right, found);
        if (left.size() == 1 && right.size() == 1) {
            found.add(new RowDifference(Optional.of(left.get(0)), Optional.of(right.get(0))));
        } else {
            left.forEach(row -> found.add(new RowDifference(Optional.of(row), Optional.empty())));
            right.forEach(row -> found.add(new RowDifference(Optional.empty(), Optional.of(row))));
        }
        return found.isEmpty() && ordered ? firstOutOfOrder(source, target) : found;
    }

    /** Those of them that were found before: the rows of the same keys, or without one the same values. */
    public List<RowDifference> lasting(List<RowDifference> now, List<RowDifference> before) {
        if (key.isEmpty()) {
            return now.size() == 1 && before.size() == 1
                    ? now
                    : now.stream().filter(before::contains).toList();
        }
        Set<List<Optional<String>>> keys = new HashSet<>();
        before.forEach(difference -> keys.add(keyOf(difference.either())));
        return now.stream()
                .filter(difference -> keys.contains(keyOf(difference.either())))
                .toList();
    }

    /** The places of the columns in which a row differs, from 0; all of them if one side has no such row. */
    public List<Integer> columns(RowDifference difference) {
        return IntStream.range(0, columns.size())
                .filter(i -> difference.source().isEmpty()
                        || difference.target().isEmpty()
                        || !SameValues.isSame(
                                columns.get(i).kind(),
                                difference.source().get().get(i),
                                difference.target().get().get(i)))
                .boxed()
                .toList();
    }

    private List<RowDifference> firstOutOfOrder(Answer source, Answer target) {
        for (int i = 0; i < source.rows().size(); i++) {
            if (!SameValues.isSame(columns, source.rows().get(i), target.rows().get(i))) {
                return List.of(new RowDifference(
                        Optional.of(source.rows().get(i)),
                        Optional.of(target.rows().get(i))));
            }
        }
        return List.of();
    }

    private void removeEqual(List<List<Optional<String>>> left, List<List<Optional<String>>> right) {
        Map<List<Optional<String>>, Integer> counts = new HashMap<>();
        right.forEach(row -> counts.merge(normal(row), 1, Integer::sum));
        Map<List<Optional<String>>, Integer> taken = new HashMap<>();
        left.removeIf(row -> {
            List<Optional<String>> normal = normal(row);
            if (counts.getOrDefault(normal, 0) == 0) {
                return false;
            }
            counts.merge(normal, -1, Integer::sum);
            taken.merge(normal, 1, Integer::sum);
            return true;
        });
        right.removeIf(row -> {
            List<Optional<String>> normal = normal(row);
            if (taken.getOrDefault(normal, 0) == 0) {
                return false;
            }
            taken.merge(normal, -1, Integer::sum);
            return true;
        });
    }

    private List<Optional<String>> normal(List<Optional<String>> row) {
        List<Optional<String>> normal = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            ResultColumn.Kind kind = columns.get(i).kind();
            normal.add(row.get(i).map(value -> SameValues.normal(kind, value)));
        }
        return normal;
    }

    /** Floating-point numbers have no one text for all that count as the same. */
    private void removeNear(List<List<Optional<String>>> left, List<List<Optional<String>>> right) {
        if (columns.stream().noneMatch(column -> column.kind() == ResultColumn.Kind.FLOAT)) {
            return;
        }
        left.removeIf(row -> {
            for (Iterator<List<Optional<String>>> others = right.iterator(); others.hasNext(); ) {
                if (SameValues.isSame(columns, row, others.next())) {
                    others.remove();
                    return true;
                }
            }
            return false;
        });
    }

    private void pairByKey(
            List<List<Optional<String>>> left, List<List<Optional<String>>> right, List<RowDifference> found) {
        if (key.isEmpty()) {
            return;
        }
        Map<List<Optional<String>>, List<Optional<String>>> byKey = new LinkedHashMap<>();
        right.forEach(row -> byKey.putIfAbsent(keyOf(row), row));
        left.removeIf(row -> {
            List<Optional<String>> partner = byKey.remove(keyOf(row));
            if (partner == null) {
                return false;
            }
            right.remove(partner);
            found.add(new RowDifference(Optional.of(row), Optional.of(partner)));
            return true;
        });
    }

    private List<Optional<String>> keyOf(List<Optional<String>> row) {
        return key.stream().map(row::get).toList();
    }
}
