package io.crossfade.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatPaceTest {

    private final HeartbeatPace pace = new HeartbeatPace(Duration.ofSeconds(15));

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 200})
    void aSmallFleetReportsEverySecond(int instances) {
        assertThat(pacesOf(instances)).containsOnly(1_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 500, 1_000, 1_500})
    void allTogetherSendNoMoreThanTheControlPlaneHoldsCheaply(int instances) {
        assertThat(perSecond(instances)).isLessThan(270);
    }

    @Test
    void theLeaseIsABoundWhateverTheNumber() {
        assertThat(pacesOf(100_000)).allMatch(millis -> millis <= 7_500);
        assertThat(perSecond(2_000)).isLessThan(330);
        assertThat(new HeartbeatPace(Duration.ofMillis(1_200)).of("web-1", 100_000))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aFlipDoesntMakeThemAllReportAtOneMomentFromThenOn() {
        Set<Long> moments = new HashSet<>(pacesOf(2_000));
        assertThat(moments).hasSizeGreaterThan(700);
        pacesOf(2_000).stream()
                .collect(Collectors.groupingBy(millis -> millis / 100, Collectors.counting()))
                .values()
                .forEach(together -> assertThat(together).isLessThan(200));
    }

    private List<Long> pacesOf(int instances) {
        return IntStream.range(0, instances)
                .mapToObj(i -> pace.of("web-" + i, instances).toMillis())
                .toList();
    }

    private double perSecond(int instances) {
        return pacesOf(instances).stream()
                .mapToDouble(millis -> 1_000.0 / millis)
                .sum();
    }
}
