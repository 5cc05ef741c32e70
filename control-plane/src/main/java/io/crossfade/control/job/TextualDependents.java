package io.crossfade.control.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What depends on source columns as far as its text tells, of what the database's catalog has no more than a text of. Dynamic
 * SQL that puts names together can't be seen.
 */
final class TextualDependents {

    private final TableFacts table;
    private final List<String> unaffected;

    /** @param unaffected what somebody has read, and found not to depend on the columns: as messages name it */
    TextualDependents(TableFacts table, List<String> unaffected) {
        this.table = table;
        this.unaffected = unaffected;
    }

    /**
     * Something with a text.
     *
     * @param what its kind and name
     * @param ofTable whether it belongs to the table, so that the text needn't name that
     */
    record Text(String what, String text, boolean ofTable) {}

    /** One sentence each. */
    List<String> of(String source, List<Text> texts) {
        List<String> sentences = new ArrayList<>();
        for (Text text : texts) {
            if (mentions(text.text(), source)
                    && (text.ofTable() || mentions(text.text(), table.id().name()))
                    && !unaffected.contains(text.what())) {
                sentences.add(text.what() + " depends on column '" + source + "' of " + table.id()
                        + ", as far as its text tells; drop it, write it anew for the target's columns, or, if it doesn't"
                        + " concern the column, list it in the file: unaffected: [\"" + text.what() + "\"]");
            }
        }
        return sentences;
    }

    static boolean mentions(String text, String name) {
        String word = Pattern.quote(name.toLowerCase(Locale.ROOT));
        return Pattern.compile("(?<![\\w$])" + word + "(?![\\w$])")
                .matcher(text.toLowerCase(Locale.ROOT))
                .find();
    }
}
