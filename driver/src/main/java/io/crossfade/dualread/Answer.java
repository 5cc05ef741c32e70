package io.crossfade.dualread;

import java.util.List;
import java.util.Optional;

/**
 * What one side has answered.
 *
 * @param rows each with one value for each column, empty for NULL
 */
public record Answer(List<ResultColumn> columns, List<List<Optional<String>>> rows) {

    public Answer {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Whether values of this answer and of another one can be held against each other. */
    public boolean isComparableWith(Answer other) {
        if (columns.size() != other.columns.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() != other.columns.get(i).kind()) {
                return false;
            }
        }
        return true;
    }
}
