package io.crossfade.rewrite;

import io.crossfade.migration.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the cases out of {@code docs/rewriting}. A line that it doesn't understand is prose. */
final class RewritingPages {

    /** @param parameters as the page lists them; empty if it doesn't */
    record Expected(String sql, boolean refused, String parameters) {}

    record Case(String page, String title, boolean target, String sql, Map<Phase, Expected> expected) {

        @Override
        public String toString() {
            return page + ": " + title + (target ? " (target): " : ": ") + sql.replaceAll("\\s+", " ");
        }
    }

    private static final Pattern SENDS = Pattern.compile("Code written for the (source|target) sends");
    private static final Pattern GETS = Pattern.compile(
            "(In every phase|In (\\w+)|From (\\w+) to (\\w+)) (the database gets( the same\\.)?|it is refused: (.*))");
    private static final Pattern PARAMETERS = Pattern.compile("Parameters go to (.*)\\.");

    private final List<Case> cases = new ArrayList<>();
    private String title = "";
    private Case current;
    private List<Phase> latest = List.of();

    static List<Case> read() {
        Path folder = Path.of("..", "docs", "rewriting");
        List<Case> all = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                all.addAll(new RewritingPages().read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private List<Case> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher sends = SENDS.matcher(line);
            Matcher gets = GETS.matcher(line);
            Matcher parameters = PARAMETERS.matcher(line);
            if (line.startsWith("## ")) {
                title = line.substring(3);
            } else if (sends.matches()) {
                current = new Case(
                        file.getFileName().toString(),
                        title,
                        sends.group(1).equals("target"),
                        block(lines, i + 1),
                        new EnumMap<>(Phase.class));
                cases.add(current);
            } else if (gets.matches()) {
                expect(gets, lines, i);
            } else if (parameters.matches()) {
                for (Phase phase : latest) {
                    current.expected()
                            .computeIfPresent(phase, (key, old) -> new Expected(old.sql(), false, parameters.group(1)));
                }
            }
        }
        return cases;
    }

    private void expect(Matcher gets, List<String> lines, int line) {
        latest = phases(gets);
        Expected expected;
        if (gets.group(7) != null) {
            expected = new Expected(gets.group(7), true, "");
        } else {
            expected = new Expected(gets.group(6) != null ? current.sql() : block(lines, line + 1), false, "");
        }
        for (Phase phase : latest) {
            if (current.expected().put(phase, expected) != null) {
                throw new IllegalStateException(current + " says twice what happens in " + phase);
            }
        }
    }

    private static List<Phase> phases(Matcher gets) {
        List<Phase> all = Arrays.asList(Phase.values());
        if (gets.group(2) != null) {
            return List.of(Phase.of(gets.group(2)));
        }
        if (gets.group(3) != null) {
            return all.subList(all.indexOf(Phase.of(gets.group(3))), all.indexOf(Phase.of(gets.group(4))) + 1);
        }
        return all;
    }

    private static String block(List<String> lines, int from) {
        if (!lines.get(from).equals("```sql")) {
            throw new IllegalStateException("no SQL block behind: " + lines.get(from - 1));
        }
        List<String> block = new ArrayList<>();
        for (int i = from + 1; !lines.get(i).equals("```"); i++) {
            block.add(lines.get(i));
        }
        return String.join("\n", block);
    }
}
