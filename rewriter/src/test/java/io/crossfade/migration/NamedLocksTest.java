package io.crossfade.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NamedLocksTest {

    @Test
    void areTheSameInEveryVersion() {
        assertThat(NamedLocks.of("shop", "web-1").own()).isEqualTo("crossfade:ac3964621dee29bf:");
        assertThat(NamedLocks.marks("shop")).isEqualTo("crossfade:db:002948679498659d:");
        assertThat(IntStream.range(0, 4).map(NamedLocks.of("shop", "web-1")::place))
                .containsExactly(10687, 3618, 12933, 5864);
    }

    @Test
    void fitIntoWhatMySqlAllows() {
        assertThat(NamedLocks.marks("shop") + (NamedLocks.PLACES - 1)).hasSizeLessThan(64);
    }

    @Test
    void everyInstanceGoesRoundAllPlaces() {
        for (String instance : new String[] {"web-1", "web-2", "äöü"}) {
            assertThat(IntStream.range(0, NamedLocks.PLACES)
                            .map(NamedLocks.of("shop", instance)::place)
                            .boxed())
                    .doesNotHaveDuplicates()
                    .allMatch(place -> place >= 0 && place < NamedLocks.PLACES);
        }
    }

    @Test
    void differBetweenInstancesAndDatabases() {
        assertThat(NamedLocks.of("shop", "web-1").own())
                .isNotEqualTo(NamedLocks.of("shop", "web-2").own());
        assertThat(NamedLocks.of("shop", "web-1").own())
                .isNotEqualTo(NamedLocks.of("store", "web-1").own());
        assertThat(NamedLocks.of("shop", "web-1").place(0))
                .isNotEqualTo(NamedLocks.of("shop", "web-2").place(0));
    }
}
