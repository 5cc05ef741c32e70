package io.crossfade.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InstanceKeyTest {

    @Test
    void isTheSameInEveryVersion() {
        assertThat(InstanceKey.of("web-1")).isEqualTo(-8812212101750984459L);
        assertThat(InstanceKey.of("äöü")).isEqualTo(4342616480749096781L);
    }

    @Test
    void differsBetweenInstances() {
        assertThat(InstanceKey.of("web-1")).isNotEqualTo(InstanceKey.of("web-2"));
    }
}
