package io.crossfade.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PhaseTest {

    @ParameterizedTest
    @CsvSource({
        "EXPAND,       SOURCE, SOURCE, 'SOURCE',        EXPAND",
        "DUAL_WRITE,   SOURCE, SOURCE, 'SOURCE,TARGET', NONE",
        "BACKFILL,     SOURCE, SOURCE, 'SOURCE,TARGET', BACKFILL",
        "VERIFY,       SOURCE, SOURCE, 'SOURCE,TARGET', VERIFY",
        "SWITCH_READS, TARGET, SOURCE, 'SOURCE,TARGET', PREPARE_SWITCH",
        "TARGET_ONLY,  TARGET, TARGET, 'TARGET',        NONE",
        "CONTRACT,     TARGET, TARGET, 'TARGET',        CONTRACT",
        "COMPLETE,     TARGET, TARGET, 'TARGET',        NONE",
    })
    void meansWhatTheDesignSays(Phase phase, Side readsBelowPercentage, Side readsAbove, String writes, Job job) {
        assertThat(phase.reads(30, 29)).isEqualTo(readsBelowPercentage);
        assertThat(phase.reads(30, 30)).isEqualTo(readsAbove);
        assertThat(phase.writes())
                .isEqualTo(Set.copyOf(
                        Arrays.stream(writes.split(",")).map(Side::valueOf).toList()));
        assertThat(phase.job()).isEqualTo(job);
    }

    @Test
    void leadsToItsNeighboursAndToNothingElse() {
        List<Phase> all = List.of(Phase.values());
        for (Phase from : all) {
            for (Phase to : all) {
                int distance = all.indexOf(to) - all.indexOf(from);
                boolean back = distance == -1 && all.indexOf(from) <= all.indexOf(Phase.TARGET_ONLY);
                assertThat(from.leadsTo(to)).as("%s to %s", from, to).isEqualTo(distance == 1 || back);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesWhateverANeighbourCanRead(Phase phase) {
        phase.next().ifPresent(next -> {
            for (int roll : new int[] {0, 99}) {
                for (int percent : new int[] {0, 50, 100}) {
                    assertThat(phase.writes()).contains(next.reads(percent, roll));
                    if (!next.irreversible()) {
                        assertThat(next.writes().contains(phase.reads(percent, roll)) || phase.readsByPercentage())
                                .as("%s under %s", phase, next)
                                .isTrue();
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Phase phase) {
        assertThat(Phase.of(phase.name())).isEqualTo(phase);
    }

    @Test
    void refusesThePhaseOfALaterVersion() {
        assertThatThrownBy(() -> Phase.of("SHADOW_READS"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("unknown phase 'SHADOW_READS'")
                .hasMessageContaining("EXPAND");
    }
}
