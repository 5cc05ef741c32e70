package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTextsTest {

    @Test
    void staysWithinItsBoundWhateverComes() {
        RecentTexts<Integer, String> texts = new RecentTexts<>(1_000);
        for (int i = 0; i < 100_000; i++) {
            texts.put(i, "text", 10);
        }
        assertThat(texts.recent(Integer.MAX_VALUE))
                .hasSizeLessThanOrEqualTo(102)
                .contains(99_999);
    }

    @Test
    void keepsWhatIsUsedAgainAndAgain() {
        RecentTexts<Integer, String> texts = new RecentTexts<>(1_000);
        texts.put(-1, "hot", 10);
        IntStream.range(0, 10_000).forEach(i -> {
            texts.put(i, "cold", 10);
            assertThat(texts.get(-1, 10)).isEqualTo("hot");
        });
    }

    @Test
    void holdsNothingThatIsLargerThanHalfOfIt() {
        RecentTexts<Integer, String> texts = new RecentTexts<>(1_000);
        texts.put(1, "large", 501);
        assertThat(texts.get(1, 501)).isNull();
    }
}
