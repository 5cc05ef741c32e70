package io.crossfade.control.cli;

import java.util.ArrayList;
import java.util.List;

/** Texts in portions that a request can carry. */
final class Batches {

    /** A quarter of what the control plane takes, since a character can take four bytes. */
    private static final int MOST_CHARACTERS = 250_000;

    private Batches() {}

    /** A text that is longer than a portion gets one of its own. */
    static List<List<String>> of(List<String> texts) {
        List<List<String>> batches = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        int characters = 0;
        for (String text : texts) {
            if (!batch.isEmpty() && characters + text.length() > MOST_CHARACTERS) {
                batches.add(batch);
                batch = new ArrayList<>();
                characters = 0;
            }
            batch.add(text);
            characters += text.length();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
