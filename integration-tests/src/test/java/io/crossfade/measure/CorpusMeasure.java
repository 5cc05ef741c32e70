package io.crossfade.measure;

import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Which share of a directory's corpora parses, as a page of Markdown.
 *
 * <p>Arguments: the directory, and how many shapes of failures to show for each file (40 unless told).
 */
public final class CorpusMeasure {

    private static final int SHAPES = 40;
    private static final int EXAMPLES = 2;
    private static final int LONGEST = 240;

    private final PrintStream out;
    private final int shapes;

    CorpusMeasure(PrintStream out, int shapes) {
        this.out = out;
        this.shapes = shapes;
    }

    public static void main(String[] arguments) {
        int shapes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SHAPES;
        new CorpusMeasure(System.out, shapes).report(Path.of(arguments[0]));
    }

    void report(Path directory) {
        List<CorpusFile> files = CorpusFile.accepted(directory);
        // The first parses load classes: what they take says nothing about a statement.
        files.forEach(file -> ParseMeasurement.of(first(file.statements(), 500)));
        out.println(
                "| corpus | statements | parse | % | touch a table | of those parse | % | names | misplaced | slowest, ms |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        StringBuilder details = new StringBuilder();
        for (CorpusFile file : files) {
            ParseMeasurement measured = ParseMeasurement.of(file.statements());
            out.println(row(file, measured));
            details.append(details(file, measured));
        }
        out.print(details);
        CorpusFile.rejected(directory).forEach(this::reportRejected);
    }

    private static String row(CorpusFile file, ParseMeasurement measured) {
        double slowest =
                measured.slowest().isEmpty() ? 0 : measured.slowest().get(0).nanos() / 1e6;
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %d | %d | %s | %d | %d | %.1f |",
                file.name(),
                measured.statements(),
                measured.parsed(),
                percent(measured.parsed(), measured.statements()),
                measured.touching(),
                measured.touchingParsed(),
                percent(measured.touchingParsed(), measured.touching()),
                measured.names(),
                measured.misplaced().size(),
                slowest);
    }

    private String details(CorpusFile file, ParseMeasurement measured) {
        StringBuilder text = new StringBuilder("\n## " + file.name() + "\n\n");
        first(measured.failures(), shapes).forEach(failure -> {
            text.append("- ")
                    .append(failure.getValue().size())
                    .append(" × ")
                    .append(failure.getKey())
                    .append('\n');
            first(failure.getValue(), EXAMPLES)
                    .forEach(example ->
                            text.append("  - `").append(line(example.sql())).append("`\n"));
        });
        first(measured.misplaced(), shapes)
                .forEach(name -> text.append("- misplaced: ").append(line(name)).append('\n'));
        first(measured.severalInOne(), shapes).forEach(it -> text.append("- not one statement: ")
                .append(line(it.sql()))
                .append('\n'));
        measured.slowest().forEach(slow -> text.append(slow(slow)));
        return text.toString();
    }

    private static String slow(ParseMeasurement.Timed slow) {
        String sql = slow.statement().sql();
        return String.format(
                Locale.ROOT, "- %.2f ms, %d characters: `%s`%n", slow.nanos() / 1e6, sql.length(), line(sql));
    }

    /** What the database calls a syntax error and the parser reads all the same. */
    private void reportRejected(CorpusFile file) {
        List<CorpusStatement> all = file.statements();
        List<CorpusStatement> read = all.stream().filter(CorpusMeasure::isRead).toList();
        out.printf(
                Locale.ROOT,
                "%n## %s, rejected by the database%n%n%d statements, of which %d parse as one:%n%n",
                file.name(),
                all.size(),
                read.size());
        first(read, shapes).forEach(statement -> out.println("- `" + line(statement.sql()) + "`"));
    }

    private static boolean isRead(CorpusStatement statement) {
        try {
            return SqlParser.parse(statement.dialect(), statement.sql()).size() == 1;
        } catch (SqlSyntaxException e) {
            return false;
        }
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.2f", 100.0 * part / whole);
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static <T> List<T> first(List<T> all, int limit) {
        return all.subList(0, Math.min(limit, all.size()));
    }
}
