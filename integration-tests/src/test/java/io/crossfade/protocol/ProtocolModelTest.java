package io.crossfade.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All histories of two instances and a control plane, of any length. */
class ProtocolModelTest {

    @Test
    void holdsItsInvariants() {
        long begun = System.nanoTime();

        Search.Result result = new Search(EnumSet.allOf(Guard.class), Stage.EXPAND).run();

        System.out.printf("protocol model: %,d states in %.1f s%n", result.states(), (System.nanoTime() - begun) / 1e9);
        assertThat(result.history()).isEmpty();
        // A model in which nothing happens breaks nothing either.
        assertThat(result.states()).isGreaterThan(1_000_000);
        assertThat(result.stages()).containsExactlyInAnyOrder(Stage.values());
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void needsEachGuard(Guard missing) {
        Set<Guard> rest = EnumSet.complementOf(EnumSet.of(missing));

        List<String> history = new Search(rest, missing.shownFrom()).run().history();

        assertThat(history).as("a history without " + missing).isNotEmpty();
        System.out.println("protocol model: without " + missing + ", from " + missing.shownFrom() + ": "
                + String.join("; ", history));
    }

    @Test
    void guardsAreThoseOfTheDocument() throws Exception {
        String document = Files.readString(Path.of("../docs/protocol.md"));
        for (Guard guard : Guard.values()) {
            assertThat(document).contains("`" + guard + "`");
        }
    }
}
