package io.crossfade.measure;

import io.crossfade.sql.Name;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of parsing the statements of a corpus. Confined to one thread. */
final class ParseMeasurement {

    private static final int SLOWEST = 10;
    private static final long SUSPECT_NANOS = 5_000_000;
    private static final int REPEATS = 20;

    private int statements;
    private int parsed;
    private int touching;
    private int touchingParsed;
    private long names;
    private final List<CorpusStatement> severalInOne = new ArrayList<>();
    private final List<String> misplaced = new ArrayList<>();
    private final Map<String, List<CorpusStatement>> failures = new TreeMap<>();
    private final List<Timed> slowest = new ArrayList<>();

    /** @param nanos for parsing it */
    record Timed(CorpusStatement statement, long nanos) {}

    static ParseMeasurement of(List<CorpusStatement> corpus) {
        ParseMeasurement measurement = new ParseMeasurement();
        corpus.forEach(measurement::add);
        return measurement;
    }

    private void add(CorpusStatement statement) {
        statements++;
        touching += statement.touchesTable() ? 1 : 0;
        long start = System.nanoTime();
        try {
            List<Statement> trees = SqlParser.parse(statement.dialect(), statement.sql());
            remember(new Timed(statement, System.nanoTime() - start));
            parsed++;
            touchingParsed += statement.touchesTable() ? 1 : 0;
            if (trees.size() != 1) {
                severalInOne.add(statement);
            }
            trees.forEach(tree -> checkNames(statement, tree));
        } catch (SqlSyntaxException e) {
            failures.computeIfAbsent(FailureShape.of(statement.sql(), e), shape -> new ArrayList<>())
                    .add(statement);
        }
    }

    /** One look at the clock can catch a pause of the machine: a slow statement counts with its best run. */
    private void remember(Timed timed) {
        long nanos = timed.nanos();
        for (int i = 0; nanos > SUSPECT_NANOS && i < REPEATS; i++) {
            long start = System.nanoTime();
            SqlParser.parse(timed.statement().dialect(), timed.statement().sql());
            nanos = Math.min(nanos, System.nanoTime() - start);
        }
        slowest.add(new Timed(timed.statement(), nanos));
        slowest.sort(Comparator.comparingLong(Timed::nanos).reversed());
        if (slowest.size() > SLOWEST) {
            slowest.remove(SLOWEST);
        }
    }

    private void checkNames(CorpusStatement statement, Statement tree) {
        for (Name name : NameSpans.names(tree)) {
            names++;
            if (!NameSpans.isWritten(statement.dialect(), statement.sql(), name)) {
                misplaced.add(name + " in " + statement.sql());
            }
        }
    }

    int statements() {
        return statements;
    }

    int parsed() {
        return parsed;
    }

    int touching() {
        return touching;
    }

    int touchingParsed() {
        return touchingParsed;
    }

    long names() {
        return names;
    }

    /** Names whose span isn't their text, with the statement. */
    List<String> misplaced() {
        return misplaced;
    }

    /** Statements that the database takes for one and the parser for none or several. */
    List<CorpusStatement> severalInOne() {
        return severalInOne;
    }

    List<Timed> slowest() {
        return slowest;
    }

    /** The statements that didn't parse by the shape of their failure, the most frequent first. */
    List<Map.Entry<String, List<CorpusStatement>>> failures() {
        return failures.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<CorpusStatement>> entry) ->
                                entry.getValue().size())
                        .reversed())
                .toList();
    }
}
