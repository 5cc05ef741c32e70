package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.Phase;
import io.crossfade.sql.Dialect;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages in {@code docs/rewriting} tell the truth. */
class RewritingPagesTest {

    private static final List<RewritingPages.Case> CASES = RewritingPages.read();

    @Test
    void thePagesHaveCasesForEveryPhase() {
        assertThat(CASES).hasSizeGreaterThan(40);
        assertThat(CASES).allSatisfy(example -> assertThat(example.expected()).containsOnlyKeys(Phase.values()));
    }

    @TestFactory
    Stream<DynamicTest> whatThePagesShowIsWhatIsSent() {
        return CASES.stream().flatMap(example -> example.expected().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey() + " " + example, () -> check(example, entry.getKey(), entry.getValue()))));
    }

    private static void check(RewritingPages.Case example, Phase phase, RewritingPages.Expected expected) {
        Planner planner = planner(example, phase);
        if (expected.refused()) {
            assertThatThrownBy(() -> planner.plan(example.sql(), KeyRequest.NONE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(expected.sql())
                    .hasMessageContaining("migration '");
            return;
        }
        Plan plan = planner.plan(example.sql(), KeyRequest.NONE);
        assertThat(plan.sql()).isEqualTo(expected.sql());
        if (!expected.parameters().isEmpty()) {
            assertThat(describe(plan)).isEqualTo(expected.parameters());
        }
    }

    /** Each page has a database of its own. */
    private static Planner planner(RewritingPages.Case example, Phase phase) {
        return switch (example.page()) {
            case "conversions.md" -> People.planner(Dialect.POSTGRESQL, phase, example.target());
            case "mysql.md" -> People.planner(Dialect.MYSQL, phase, example.target());
            default -> Shop.planner(phase, example.target());
        };
    }

    private static String describe(Plan plan) {
        return Arrays.stream(plan.parameters())
                .map(places -> Arrays.stream(places).mapToObj(String::valueOf).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
