package io.crossfade.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reports themselves are tested where they are made. */
final class ComparisonWireTest {

    @Test
    void ordersSurviveTheWire() {
        ComparisonOrders orders = new ComparisonOrders(7, Set.of("a", "b"), 1_500);

        assertThat(ComparisonWire.readOrders(ComparisonWire.write(orders))).isEqualTo(orders);
    }

    @Test
    void aControlPlaneThatSaysNothingOfThePaceLeavesItToTheInstance() {
        assertThat(ComparisonWire.readOrders("{\"format\":1,\"epoch\":7,\"migrations\":[\"a\"],\"later\":true}"))
                .isEqualTo(new ComparisonOrders(7, Set.of("a"), 0));
    }
}
