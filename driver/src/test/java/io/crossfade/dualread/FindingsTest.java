package io.crossfade.dualread;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.ComparisonReport;
import io.crossfade.migration.ComparisonReport.ReadDifference;
import io.crossfade.migration.ComparisonReport.Tally;
import io.crossfade.migration.ComparisonReport.Values;
import io.crossfade.migration.ComparisonWire;
import io.crossfade.migration.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final Findings findings = new Findings("web", 17);

    private static ReadDifference difference(int number) {
        return new ReadDifference(
                "m", 4, 5, "SELECT ?", Map.of("id", "" + number), Optional.of(Side.SOURCE), Values.OFF, List.of());
    }

    @Test
    void aReportStaysTheSameUntilItIsTaken() {
        findings.same("m");
        findings.skipped("m", "rate");
        ComparisonReport first = findings.next(4);
        findings.passing("m");
        findings.differing("m", List.of(difference(1)));

        assertThat(findings.next(5)).isSameAs(first);
        assertThat(first.tallies()).containsExactly(new Tally("m", 1, 0, 0, Map.of("rate", 1L)));

        findings.taken(first);
        ComparisonReport second = findings.next(5);
        assertThat(second.sequence()).isEqualTo(first.sequence() + 1);
        assertThat(second.tallies()).containsExactly(new Tally("m", 0, 1, 1, Map.of()));
        assertThat(second.differences()).containsExactly(difference(1));
        findings.taken(first);
        assertThat(findings.next(5)).isSameAs(second);
        findings.taken(second);
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void keepsABoundedNumberWhileNobodyTakesThemAndCountsTheRest() {
        findings.next(1);
        findings.differing(
                "m",
                IntStream.range(0, Findings.MOST + 7)
                        .mapToObj(FindingsTest::difference)
                        .toList());
        findings.taken(findings.next(1));

        int told = 0;
        long lost = 0;
        while (!findings.isEmpty()) {
            ComparisonReport report = findings.next(1);
            assertThat(report.differences()).hasSizeLessThanOrEqualTo(ComparisonReport.MOST_DIFFERENCES);
            told += report.differences().size();
            lost += report.lost();
            findings.taken(report);
        }
        assertThat(told).isEqualTo(Findings.MOST);
        assertThat(lost).isEqualTo(7);
    }

    @Test
    void moreDifferencesThanGoWithOneReportAreToldSoon() {
        findings.same("m");
        for (int i = 1; i < ComparisonReport.MOST_DIFFERENCES; i++) {
            findings.differing("m", List.of(difference(i)));
        }
        assertThat(findings.fillAReport()).isFalse();

        findings.differing("m", List.of(difference(0)));
        assertThat(findings.fillAReport()).isTrue();
    }

    @Test
    void aReportSurvivesTheWire() {
        findings.same("m");
        findings.differing("m", List.of(difference(1)));
        ComparisonReport report = findings.next(9);

        assertThat(ComparisonWire.readReport(ComparisonWire.write(report))).isEqualTo(report);
    }

    @Test
    void valuesAreHiddenAsToldAndNullIsNone() {
        Optional<String> value = Optional.of("Ada");
        assertThat(new Veil(Values.OFF).over(value)).isEmpty();
        assertThat(new Veil(Values.SHOWN).over(value)).isEqualTo(value);
        Veil hashing = new Veil(Values.HASHED);
        assertThat(hashing.over(value)).isEqualTo(hashing.over(Optional.of("Ada")));
        assertThat(hashing.over(value)).isNotEqualTo(hashing.over(Optional.of("Bob")));
        assertThat(hashing.over(value).orElseThrow()).doesNotContain("Ada").hasSize(17);
        assertThat(new Veil(Values.HASHED).over(value)).isNotEqualTo(hashing.over(value));
        assertThat(hashing.over(Optional.empty())).isEmpty();
        assertThat(new Veil(Values.SHOWN).over(Optional.of("x".repeat(1_000))).orElseThrow())
                .hasSizeLessThan(250);
    }
}
