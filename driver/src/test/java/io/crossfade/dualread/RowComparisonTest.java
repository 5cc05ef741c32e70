package io.crossfade.dualread;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.dualread.ResultColumn.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowComparisonTest {

    private static final List<ResultColumn> COLUMNS =
            List.of(new ResultColumn("id", Kind.NUMBER), new ResultColumn("name", Kind.PLAIN));

    private static List<Optional<String>> row(String... values) {
        return Arrays.stream(values).map(Optional::ofNullable).toList();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Answer answer(List<Optional<String>>... rows) {
        return new Answer(COLUMNS, List.of(rows));
    }

    private static List<RowDifference> keyed(Answer source, Answer target) {
        return new RowComparison(COLUMNS, List.of(0)).differences(source, target, false);
    }

    @Test
    void theSameRowsInAnyOrderAreTheSame() {
        Answer one = answer(row("1", "Ada"), row("2", null), row("1", "Ada"));
        Answer other = answer(row("1", "Ada"), row("1", "Ada"), row("2", null));

        assertThat(keyed(one, other)).isEmpty();
        assertThat(new RowComparison(COLUMNS, List.of()).differences(one, other, true))
                .as("where the order belongs to the answer")
                .containsExactly(new RowDifference(Optional.of(row("2", null)), Optional.of(row("1", "Ada"))));
    }

    @Test
    void howOftenARowIsThereMatters() {
        assertThat(keyed(answer(row("1", "Ada"), row("1", "Ada")), answer(row("1", "Ada"))))
                .containsExactly(new RowDifference(Optional.of(row("1", "Ada")), Optional.empty()));
    }

    @Test
    void nullIsNotAnEmptyText() {
        assertThat(keyed(answer(row("1", null)), answer(row("1", "")))).hasSize(1);
    }

    @Test
    void rowsOfOneKeyBelongTogether() {
        List<RowDifference> found = keyed(
                answer(row("1", "Ada"), row("2", "Bob"), row("3", "Cid")),
                answer(row("3", "Sid"), row("2", "Bob"), row("4", "Dan")));

        assertThat(found)
                .containsExactlyInAnyOrder(
                        new RowDifference(Optional.of(row("3", "Cid")), Optional.of(row("3", "Sid"))),
                        new RowDifference(Optional.of(row("1", "Ada")), Optional.of(row("4", "Dan"))));
        assertThat(new RowComparison(COLUMNS, List.of(0)).columns(found.get(0))).containsExactly(1);
    }

    @Test
    void aDifferenceLastsIfItsRowDiffersAgain() {
        RowComparison comparison = new RowComparison(COLUMNS, List.of(0));
        List<RowDifference> before =
                keyed(answer(row("1", "Ada"), row("2", "Bob")), answer(row("1", "Eda"), row("2", "Rob")));
        List<RowDifference> now =
                keyed(answer(row("1", "Ida"), row("3", "Cid")), answer(row("1", "Eda"), row("3", "Sid")));

        assertThat(comparison.lasting(now, before))
                .containsExactly(new RowDifference(Optional.of(row("1", "Ida")), Optional.of(row("1", "Eda"))));
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, 1.50, 1.5, true",
        "NUMBER, 0.00, 0, true",
        "NUMBER, 100, 1E2, true",
        "NUMBER, NaN, NaN, true",
        "NUMBER, 1.5, 1.51, false",
        "FLOAT, 0.30000000000000004, 0.3, true",
        "FLOAT, 1e300, 1e300, true",
        "FLOAT, 0.3, 0.3001, false",
        "FLOAT, NaN, Infinity, false",
        "TIME, 2026-01-01 00:00:00.000, 2026-01-01 00:00:00, true",
        "TIME, 2026-01-01 00:00:00.120+01, 2026-01-01 00:00:00.12+01, true",
        "TIME, 2026-01-01 00:00:00.12+01, 2026-01-01 00:00:00.12+02, false",
        "TIME, 2026-01-01 00:00:10, 2026-01-01 00:00:1, false",
        "PLAIN, 1.50, 1.5, false",
        "PLAIN, a, A, false",
        "OTHER, '{\"a\": 1}', '{\"a\":1}', false",
    })
    void valuesAreComparedByTheirKind(Kind kind, String one, String other, boolean same) {
        List<ResultColumn> columns = List.of(new ResultColumn("v", kind));
        Answer left = new Answer(columns, List.of(row(one)));
        Answer right = new Answer(columns, List.of(row(other)));

        List<RowDifference> found =
                new ArrayList<>(new RowComparison(columns, List.of()).differences(left, right, false));

        assertThat(found.isEmpty()).isEqualTo(same);
    }

    @Test
    void answersOfOtherKindsAreNotComparable() {
        Answer numbers = new Answer(List.of(new ResultColumn("v", Kind.NUMBER)), List.of());
        Answer texts = new Answer(List.of(new ResultColumn("v", Kind.PLAIN)), List.of());

        assertThat(numbers.isComparableWith(texts)).isFalse();
        assertThat(numbers.isComparableWith(new Answer(COLUMNS, List.of()))).isFalse();
        assertThat(numbers.isComparableWith(numbers)).isTrue();
    }
}
