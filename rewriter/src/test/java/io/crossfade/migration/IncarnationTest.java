package io.crossfade.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncarnationTest {

    @Test
    void keepsTheNameThatAProcessWasGiven() {
        String id = Incarnation.of("web~1", 0xFFFF_0123_4567_89abL);

        assertThat(id).isEqualTo("web~1~0123456789ab");
        assertThat(Incarnation.nameIn(id)).isEqualTo("web~1");
    }

    @Test
    void anIdOfItsOwnIsAName() {
        assertThat(Incarnation.nameIn("host-17-0a1b2c3d")).isEqualTo("host-17-0a1b2c3d");
        assertThat(Incarnation.nameIn("web~1")).isEqualTo("web~1");
    }
}
