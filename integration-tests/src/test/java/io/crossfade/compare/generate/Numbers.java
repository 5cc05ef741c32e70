package io.crossfade.compare.generate;

import io.crossfade.compare.Outcome;
import io.crossfade.compare.Outcome.Answer;
import io.crossfade.compare.Outcome.Rows;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes numbers that the database gave to rows comparable: each becomes its rank among those of the outcome, since not
 * every database takes given numbers back.
 */
final class Numbers {

    /**
     * They begin at a million. MySQL and MariaDB go on behind the greatest that anything has put there, a date or the
     * greatest int among it, even where the statement failed afterwards.
     */
    private static final Pattern GIVEN =
            Pattern.compile("(?<![0-9.])(10\\d{5}|(19|20)\\d{6}(\\d{6})?|21474836\\d\\d)(?![0-9.])");

    private Numbers() {}

    static Outcome ranked(Outcome outcome) {
        TreeSet<String> given = new TreeSet<>();
        texts(outcome).forEach(text -> {
            Matcher matcher = GIVEN.matcher(text);
            while (matcher.find()) {
                given.add(matcher.group());
            }
        });
        if (given.isEmpty()) {
            return outcome;
        }
        List<String> ranks = List.copyOf(given);
        UnaryOperator<String> ranked =
                text -> GIVEN.matcher(text).replaceAll(match -> "#" + (ranks.indexOf(match.group()) + 1));
        return new Outcome(
                outcome.answers().stream().map(answer -> ranked(answer, ranked)).toList(),
                outcome.rows().stream().map(ranked).toList());
    }

    private static Answer ranked(Answer answer, UnaryOperator<String> ranked) {
        return answer instanceof Rows rows
                ? new Rows(
                        rows.what(),
                        rows.columns(),
                        rows.rows().stream()
                                .map(row -> row.stream().map(ranked).toList())
                                .toList())
                : answer;
    }

    private static List<String> texts(Outcome outcome) {
        List<String> texts = new java.util.ArrayList<>(outcome.rows());
        outcome.answers().forEach(answer -> {
            if (answer instanceof Rows rows) {
                rows.rows().forEach(texts::addAll);
            }
        });
        return texts;
    }
}
