package io.crossfade.compare;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What one case did: what each step answered, and what was left behind.
 *
 * @param answers of each step, up to the first that failed
 * @param rows of all tables, in the shape-independent form of {@code harness.rows}; empty after an error
 */
public record Outcome(List<Answer> answers, List<String> rows) {

    /** What a step answered. */
    public sealed interface Answer {}

    /**
     * A result set, or the generated keys.
     *
     * @param columns label, type's name in the database and in {@link java.sql.Types}
     */
    public record Rows(String what, List<String> columns, List<List<String>> rows) implements Answer {

        private static final Pattern WHOLE = Pattern.compile(
                " (SMALLINT|INT|INTEGER|BIGINT) -?\\d+ \\d+( computed)?$| (CHAR 1|VARCHAR 12)(?= \\d+( computed)?$)");

        private static final Pattern DECIMAL = Pattern.compile("^(.* DECIMAL) 3 (\\d+) computed$", Pattern.DOTALL);

        private static final Pattern COMPUTED = Pattern.compile(" computed$");

        /** The same with rows in an order of their own, for comparison where the statement defines none. */
        Rows sorted() {
            return new Rows(
                    what,
                    columns,
                    rows.stream()
                            .sorted((a, b) -> a.toString().compareTo(b.toString()))
                            .toList());
        }

        /** The same with rows that differ in case only in an order of their own: most collations leave it open. */
        Rows settled() {
            List<List<String>> settled = new ArrayList<>(rows);
            int begin = 0;
            for (int end = 1; end <= rows.size(); end++) {
                if (end == rows.size()
                        || !rows.get(begin)
                                .toString()
                                .equalsIgnoreCase(rows.get(end).toString())) {
                    settled.subList(begin, end).sort((a, b) -> a.toString().compareTo(b.toString()));
                    begin = end;
                }
            }
            return new Rows(what, columns, List.copyOf(settled));
        }

        Rows withColumnsLike(Rows other, Predicate<String> known, boolean negates) {
            List<String> alike = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                String mine = columns.get(i);
                String theirs = i < other.columns.size() ? other.columns.get(i) : "";
                boolean same = areComputed(mine, theirs)
                        || negates && areDecimalsOfAlmostOneWidth(mine, theirs)
                        || isNamedByLabel(unmarked(mine), unmarked(theirs), name -> true)
                        || isNamedByLabel(unmarked(theirs), unmarked(mine), known);
                alike.add(same ? theirs : mine);
            }
            return new Rows(what, alike, rows);
        }

        /** Whether the name beside the label is all that differs, and this one's is the label. */
        private static boolean isNamedByLabel(String column, String other, Predicate<String> known) {
            for (int end = column.indexOf(' '); end > 0; end = column.indexOf(' ', end + 1)) {
                String label = column.substring(0, end + 1);
                String rest = " " + column.substring(Math.min(column.length(), 2 * label.length()));
                if (column.startsWith(label, label.length())
                        && other.startsWith(label)
                        && other.endsWith(rest)
                        && other.length() > label.length() + rest.length()) {
                    return known.test(other.substring(label.length(), other.length() - rest.length()));
                }
            }
            return false;
        }

        /** Whether both are whole numbers or both texts, of the same label and, if texts, width, the second of them computed. */
        private static boolean areComputed(String column, String other) {
            return COMPUTED.matcher(other).find()
                    && WHOLE.matcher(column).find()
                    && general(column).equals(general(other));
        }

        /** MariaDB has a digit more for the sign of {@code -n} where rows don't pass through a table of its own. */
        private static boolean areDecimalsOfAlmostOneWidth(String column, String other) {
            Matcher mine = DECIMAL.matcher(column);
            Matcher theirs = DECIMAL.matcher(other);
            return mine.find()
                    && theirs.find()
                    && mine.group(1).equals(theirs.group(1))
                    && Math.abs(Integer.parseInt(mine.group(2)) - Integer.parseInt(theirs.group(2))) == 1;
        }

        private static String general(String column) {
            return COMPUTED.matcher(WHOLE.matcher(column).replaceFirst(" …")).replaceFirst("");
        }

        /** Without what {@link StepRun} says of where whole numbers come from. */
        Rows unmarked() {
            return new Rows(what, columns.stream().map(Rows::unmarked).toList(), rows);
        }

        private static String unmarked(String column) {
            return column.endsWith(StepRun.COMPUTED)
                    ? column.substring(0, column.length() - StepRun.COMPUTED.length())
                    : column;
        }

        /** Whether keys are as many as rows were counted, and begin as another's. */
        private boolean isOneForTwo(Rows other) {
            int count = other.rows.size();
            // A row that stays as it is has no key.
            return what.equals("keys")
                    && columns.equals(other.columns)
                    && count <= rows.size()
                    && rows.size() <= 2 * Math.max(1, count)
                    && rows.subList(0, count).equals(other.rows);
        }

        Rows withoutValues() {
            return new Rows(
                    what, columns, rows.stream().map(row -> List.of("…")).toList());
        }
    }

    public record Counts(List<Long> counts) implements Answer {}

    /** The shape of a prepared statement's parameters. */
    public record Parameters(List<String> types) implements Answer {}

    /** A refused or failed statement. Of its message only what Crossfade itself says matters. */
    public record Failure(String sqlState, String message) implements Answer {

        @Override
        public boolean equals(Object other) {
            return other instanceof Failure failure && failure.sqlState.equals(sqlState);
        }

        @Override
        public int hashCode() {
            return sqlState.hashCode();
        }
    }

    /** Whether a step failed. */
    public boolean failed() {
        return answers.stream().anyMatch(Failure.class::isInstance);
    }

    /** Whether Crossfade refused a step. */
    public boolean refused() {
        return answers.stream()
                .anyMatch(answer -> answer instanceof Failure failure && failure.sqlState.startsWith("MG"));
    }

    /** Only what the answers look like. */
    public Outcome withoutValues() {
        return new Outcome(
                answers.stream()
                        .map(answer -> answer instanceof Rows rows ? rows.withoutValues() : answer)
                        .toList(),
                List.of());
    }

    /**
     * The same where whole numbers that another computes are of the type and width that they have there, and where columns
     * that one calls by their labels have the names that they have there: MySQL and MariaDB say by how they read the rows
     * which these are, and that hangs on what they know of tables and columns.
     *
     * @param known whether the statement itself has a name in it
     * @param negates whether the statement may change the sign of something
     */
    public Outcome withColumnsLike(Outcome other, Predicate<String> known, boolean negates) {
        List<Answer> alike = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Answer theirs = i < other.answers.size() ? other.answers.get(i) : null;
            alike.add(
                    answers.get(i) instanceof Rows mine && theirs instanceof Rows others
                            ? mine.withColumnsLike(others, known, negates)
                            : answers.get(i));
        }
        return new Outcome(List.copyOf(alike), rows);
    }

    /** The same without marks at columns of whole numbers. */
    public Outcome unmarked() {
        return new Outcome(
                answers.stream()
                        .map(answer -> answer instanceof Rows result ? result.unmarked() : answer)
                        .toList(),
                rows);
    }

    /** The same with another's counts where it has one row for each two here: MySQL counts a row twice that an upsert changes. */
    public Outcome countingLike(Outcome other) {
        List<Answer> alike = new ArrayList<>(answers);
        for (int i = 0; i < Math.min(alike.size(), other.answers.size()); i++) {
            if (alike.get(i) instanceof Counts mine
                    && other.answers.get(i) instanceof Counts theirs
                    && isOneForTwo(mine.counts(), theirs.counts())) {
                alike.set(i, theirs);
            }
            if (alike.get(i) instanceof Rows mine
                    && other.answers.get(i) instanceof Rows theirs
                    && mine.isOneForTwo(theirs)) {
                alike.set(i, theirs);
            }
        }
        return new Outcome(List.copyOf(alike), rows);
    }

    /** The same without the counts that another doesn't know: MariaDB doesn't say how many rows a batch of parameters changes. */
    public Outcome knowingNoMoreThan(Outcome other) {
        List<Answer> alike = new ArrayList<>(answers);
        for (int i = 0; i < Math.min(alike.size(), other.answers.size()); i++) {
            if (alike.get(i) instanceof Counts mine
                    && other.answers.get(i) instanceof Counts theirs
                    && mine.counts().size() == theirs.counts().size()) {
                alike.set(
                        i,
                        new Counts(IntStream.range(0, mine.counts().size())
                                .mapToObj(place -> theirs.counts().get(place) == Statement.SUCCESS_NO_INFO
                                        ? theirs.counts().get(place)
                                        : mine.counts().get(place))
                                .toList()));
            }
        }
        return new Outcome(List.copyOf(alike), rows);
    }

    private static boolean isOneForTwo(List<Long> mine, List<Long> theirs) {
        boolean alike = mine.size() == theirs.size();
        for (int i = 0; alike && i < mine.size(); i++) {
            alike = theirs.get(i) <= mine.get(i) && mine.get(i) <= 2 * theirs.get(i);
        }
        return alike;
    }

    /** Where another outcome isn't this one; empty if it is. */
    public Optional<String> difference(Outcome actual) {
        if (!answers.equals(actual.answers)) {
            return Optional.of(firstDifference(actual));
        }
        List<String> missing = new ArrayList<>(rows);
        actual.rows.forEach(missing::remove);
        List<String> unexpected = new ArrayList<>(actual.rows);
        rows.forEach(unexpected::remove);
        return missing.isEmpty() && unexpected.isEmpty()
                ? Optional.empty()
                : Optional.of("rows left behind: missing " + missing + ", unexpected " + unexpected);
    }

    private String firstDifference(Outcome actual) {
        int i = 0;
        while (i < answers.size()
                && i < actual.answers().size()
                && answers.get(i).equals(actual.answers().get(i))) {
            i++;
        }
        return "answer " + (i + 1) + ": expected " + at(this, i) + ", but was " + at(actual, i);
    }

    private static String at(Outcome outcome, int index) {
        return index < outcome.answers().size() ? outcome.answers().get(index).toString() : "nothing";
    }
}
