package io.crossfade.compare;

import io.crossfade.compare.Case.Flag;
import io.crossfade.compare.Case.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads {@code src/test/resources/shapes/*.sql}. CONTRIBUTING.md describes the form.
 *
 * <p>A file is a list of cases, each headed by {@code === sentence}; within a case steps are divided by lines of
 * {@code ;;}. Lines that start with {@code @} are directives; what they leave is the text, to the character.
 */
final class ShapeFile {

    private static final Path SHAPES = Path.of("src/test/resources/shapes");

    private final String area;
    private final List<Case> cases = new ArrayList<>();

    private String name = "";
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<List<Parameter>> batch = new ArrayList<>();
    private List<String> keys = List.of();
    private boolean prepared;
    private final StringBuilder sql = new StringBuilder();
    private final StringBuilder plainSql = new StringBuilder();
    private StringBuilder text = sql;

    private ShapeFile(String area) {
        this.area = area;
    }

    static List<Case> readAll() {
        try (Stream<Path> files = Files.list(SHAPES)) {
            List<Case> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String area = file.getFileName().toString().replace(".sql", "");
                all.addAll(new ShapeFile(area).read(Files.readString(file)));
            }
            if (all.stream().map(Case::toString).distinct().count() != all.size()) {
                throw new IllegalStateException("two cases have one name");
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Case> read(String content) {
        for (String line : content.split("\n", -1)) {
            if (line.startsWith("===")) {
                endCase();
                name = line.substring(3).strip();
            } else if (name.isEmpty()) {
                requireComment(line);
            } else if (line.equals(";;")) {
                endStep();
            } else if (line.startsWith("@")) {
                directive(line.substring(1));
            } else {
                text.append(text.isEmpty() ? "" : "\n").append(line);
            }
        }
        endCase();
        return cases;
    }

    private void requireComment(String line) {
        if (!line.isBlank() && !line.startsWith("--")) {
            throw new IllegalStateException(area + ": text before the first case: " + line);
        }
    }

    private void directive(String directive) {
        String[] parts = directive.split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        switch (parts[0]) {
            case "param" -> parameters.add(Parameter.parse(rest));
            case "row" ->
                batch.add(
                        Arrays.stream(rest.split(";", -1)).map(Parameter::parse).toList());
            case "keys" -> keys = List.of(rest.split("\\s*,\\s*", -1));
            case "prepared" -> prepared = true;
            case "plain" -> {
                flags.add(Flag.MIXED);
                text = plainSql;
            }
            case "note" -> {
                // For the reader of the file.
            }
            case "refused" -> refusals.add(refusal(rest));
            default -> flags.add(Flag.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_')));
        }
    }

    /** {@code [STATE,STATE] [CODE] reason}, both optional. */
    private static Refusal refusal(String text) {
        Set<State> states = EnumSet.noneOf(State.class);
        Set<Code> codes = EnumSet.noneOf(Code.class);
        String rest = text;
        while (rest.matches("[A-Z_,]+ .*")) {
            String[] parts = rest.split(" ", 2);
            for (String word : parts[0].split(",", -1)) {
                if (Arrays.stream(Code.values()).anyMatch(code -> code.name().equals(word))) {
                    codes.add(Code.valueOf(word));
                } else {
                    states.add(State.valueOf(word));
                }
            }
            rest = parts[1];
        }
        return new Refusal(states, codes, rest);
    }

    private void endStep() {
        String own = stripEnd(sql);
        String plain = plainSql.isEmpty() ? own : stripEnd(plainSql);
        if (own.isBlank()) {
            throw new IllegalStateException(area + ": '" + name + "' has a step without a text");
        }
        steps.add(new Step(own, plain, List.copyOf(parameters), List.copyOf(batch), keys, prepared));
        parameters.clear();
        batch.clear();
        keys = List.of();
        prepared = false;
        sql.setLength(0);
        plainSql.setLength(0);
        text = sql;
    }

    private void endCase() {
        if (name.isEmpty()) {
            return;
        }
        endStep();
        cases.add(new Case(area, name, List.copyOf(steps), Set.copyOf(flags), List.copyOf(refusals)));
        flags.clear();
        refusals.clear();
        steps.clear();
    }

    private static String stripEnd(StringBuilder text) {
        return text.toString().replaceAll("\n+$", "");
    }
}
