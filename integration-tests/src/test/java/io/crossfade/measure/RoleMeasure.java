package io.crossfade.measure;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whether our tree and PostgreSQL's own take the names of statements for the same, as a page of Markdown.
 *
 * <p>Arguments: {@code roles.mjs}, and the files to compare: corpora ({@code *.sql.jsonl}), directories with them, or
 * texts with one statement per line ({@code *.sql}).
 */
public final class RoleMeasure {

    private static final int EXAMPLES = 6;
    private static final int LONGEST = 300;

    private final PrintStream out;
    private final PostgresRoles postgres;

    RoleMeasure(PrintStream out, PostgresRoles postgres) {
        this.out = out;
        this.postgres = postgres;
    }

    public static void main(String[] arguments) {
        try (PostgresRoles postgres = new PostgresRoles(Path.of(arguments[0]))) {
            RoleMeasure measure = new RoleMeasure(System.out, postgres);
            Stream.of(arguments)
                    .skip(1)
                    .map(Path::of)
                    .flatMap(RoleMeasure::files)
                    .forEach(measure::report);
        }
    }

    private static Stream<Path> files(Path path) {
        return Files.isDirectory(path)
                ? CorpusFile.accepted(path).stream()
                        .map(CorpusFile::path)
                        .filter(file -> file.getFileName().toString().startsWith("pg-"))
                : Stream.of(path);
    }

    /** @return how many statements disagree */
    int report(Path file) {
        int compared = 0;
        int names = 0;
        Map<String, List<String>> differences = new TreeMap<>();
        List<String> notParsed = new ArrayList<>();
        List<String> notAccepted = new ArrayList<>();
        for (String sql : statements(file)) {
            List<Role> theirs = postgres.of(sql).orElse(null);
            if (theirs == null) {
                notAccepted.add(sql);
                continue;
            }
            List<Role> ours = ours(sql);
            if (ours == null) {
                notParsed.add(sql);
                continue;
            }
            compared++;
            names += theirs.size();
            String difference = difference(theirs, ours);
            if (!difference.isEmpty()) {
                differences
                        .computeIfAbsent(kinds(theirs, ours), kind -> new ArrayList<>())
                        .add(difference + "\n    `" + line(sql) + "`");
            }
        }
        int disagreeing = differences.values().stream().mapToInt(List::size).sum();
        out.printf(
                "%n## %s%n%n%d statements compared, %d names; %d disagree, %d not parsed by us, %d by PostgreSQL%n%n",
                file.getFileName(), compared, names, disagreeing, notParsed.size(), notAccepted.size());
        differences.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<String>> it) ->
                                it.getValue().size())
                        .reversed())
                .forEach(this::print);
        notAccepted.stream().limit(EXAMPLES).forEach(sql -> out.println("- not accepted: `" + line(sql) + "`"));
        return disagreeing;
    }

    private void print(Map.Entry<String, List<String>> difference) {
        out.println("- " + difference.getValue().size() + " × " + difference.getKey());
        difference.getValue().stream().limit(EXAMPLES).forEach(example -> out.println("  - " + example));
    }

    private static List<Role> ours(String sql) {
        try {
            List<Role> roles = new ArrayList<>();
            for (Statement statement : SqlParser.parse(Dialect.POSTGRESQL, sql)) {
                roles.addAll(OwnRoles.of(statement));
            }
            return roles;
        } catch (SqlSyntaxException e) {
            return null;
        }
    }

    /** What only one of the two has; empty if they agree. */
    static String difference(List<Role> theirs, List<Role> ours) {
        List<Role> onlyTheirs = without(theirs, ours);
        List<Role> onlyOurs = without(ours, theirs);
        return onlyTheirs.isEmpty() && onlyOurs.isEmpty() ? "" : "PostgreSQL " + onlyTheirs + ", ours " + onlyOurs;
    }

    private static String kinds(List<Role> theirs, List<Role> ours) {
        return "PostgreSQL " + kinds(without(theirs, ours)) + ", ours " + kinds(without(ours, theirs));
    }

    private static List<String> kinds(List<Role> roles) {
        return roles.stream().map(Role::kind).distinct().sorted().toList();
    }

    private static List<Role> without(List<Role> roles, List<Role> others) {
        List<Role> left = new ArrayList<>(roles);
        others.forEach(left::remove);
        return left;
    }

    private static List<String> statements(Path file) {
        if (!file.toString().endsWith(".sql")) {
            return new CorpusFile(file)
                    .statements().stream().map(CorpusStatement::sql).toList();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
