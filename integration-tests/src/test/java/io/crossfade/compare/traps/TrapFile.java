package io.crossfade.compare.traps;

import io.crossfade.compare.Parameter;
import io.crossfade.compare.Step;
import io.crossfade.compare.generate.Bench;
import io.crossfade.processes.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads {@code src/test/resources/traps/*.sql}. CONTRIBUTING.md describes the form. */
final class TrapFile {

    private static final Path TRAPS = Path.of("src/test/resources/traps");
    private static final List<String> BOTH_SHAPES = List.of("source", "target");

    private final List<Trap> traps = new ArrayList<>();

    private String name = "";
    private Set<Product> products = EnumSet.allOf(Product.class);
    private List<String> shapes = BOTH_SHAPES;
    private boolean masked;
    private boolean fails;
    private boolean described;
    private final List<Trap.Refusal> refusals = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<List<Parameter>> batch = new ArrayList<>();
    private List<String> keys = List.of();
    private boolean prepared;
    private final StringBuilder sql = new StringBuilder();

    private TrapFile() {}

    /**
     * Reads one trap's cases.
     *
     * @param trap the name of its file, without the ending
     */
    static List<Trap> read(String trap) {
        try {
            List<Trap> traps = new TrapFile().read(Files.readAllLines(TRAPS.resolve(trap + ".sql")));
            if (traps.stream().map(Trap::name).distinct().count() != traps.size()) {
                throw new IllegalStateException(trap + ": two cases have one name");
            }
            return traps;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Trap> read(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("===")) {
                endCase();
                name = line.substring(3).strip();
            } else if (name.isEmpty()) {
                if (!line.isBlank() && !line.startsWith("--")) {
                    throw new IllegalStateException("text before the first case: " + line);
                }
            } else if (line.equals(";;")) {
                endStep();
            } else if (line.startsWith("@") && sql.isEmpty()) {
                directive(line.substring(1));
            } else {
                sql.append(sql.isEmpty() ? "" : "\n").append(line);
            }
        }
        endCase();
        return traps;
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
            case "on" -> products = products(rest);
            case "code" -> shapes = List.of(rest);
            case "masked" -> masked = true;
            case "fails" -> fails = true;
            case "described" -> described = true;
            case "refused" -> refusals.add(refusal(rest, true));
            case "may-refuse" -> refusals.add(refusal(rest, false));
            case "note" -> {
                // For the reader of the file.
            }
            default -> throw new IllegalStateException(name + ": no directive is called @" + parts[0]);
        }
    }

    private static Set<Product> products(String names) {
        Set<Product> products = EnumSet.noneOf(Product.class);
        for (String each : names.strip().split("\\s*,\\s*", -1)) {
            products.add(Product.valueOf(each));
        }
        return products;
    }

    /** {@code [PRODUCT,…] [source|target] [STAGE..STAGE] reason}, the first three optional. */
    private static Trap.Refusal refusal(String text, boolean required) {
        Set<Product> products = EnumSet.allOf(Product.class);
        List<String> shapes = BOTH_SHAPES;
        List<String> stages = Bench.stages();
        String rest = text;
        while (true) {
            String word = rest.split(" ", 2)[0];
            if (word.matches("(POSTGRESQL|MYSQL|MARIADB)(,[A-Z]+)*")) {
                products = products(word);
            } else if (BOTH_SHAPES.contains(word)) {
                shapes = List.of(word);
            } else if (Bench.stages().contains(word.split("\\.\\.")[0])) {
                stages = Trap.stages(word);
            } else {
                return new Trap.Refusal(products, shapes, List.copyOf(stages), rest, required);
            }
            rest = rest.substring(word.length()).strip();
        }
    }

    private void endStep() {
        String text = sql.toString().replaceAll("\n+$", "");
        if (text.isBlank()) {
            throw new IllegalStateException("'" + name + "' has a step without a text");
        }
        steps.add(new Step(text, text, List.copyOf(parameters), List.copyOf(batch), keys, prepared));
        parameters.clear();
        batch.clear();
        keys = List.of();
        prepared = false;
        sql.setLength(0);
    }

    private void endCase() {
        if (name.isEmpty()) {
            return;
        }
        endStep();
        traps.add(
                new Trap(name, products, shapes, List.copyOf(steps), masked, fails, described, List.copyOf(refusals)));
        products = EnumSet.allOf(Product.class);
        shapes = BOTH_SHAPES;
        masked = false;
        fails = false;
        described = false;
        refusals.clear();
        steps.clear();
    }
}
