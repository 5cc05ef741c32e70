package io.crossfade.compare.traps;

import io.crossfade.compare.Parameter;
import io.crossfade.compare.Step;
import io.crossfade.compare.generate.Bench;
import io.crossfade.compare.generate.Bench.Finding;
import io.crossfade.processes.Product;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A case of a trap, with names that depend on the shape still as placeholders.
 *
 * @param name a sentence
 * @param products on which it is run
 * @param shapes of the code for which it is written: {@code source}, {@code target} or both
 * @param steps of one transaction
 * @param masked whether values differ between two runs
 * @param fails whether the plain database refuses it, too
 * @param described whether parameters and results are described as well
 * @param refusals where it is expected to be refused
 */
record Trap(
        String name,
        Set<Product> products,
        List<String> shapes,
        List<Step> steps,
        boolean masked,
        boolean fails,
        boolean described,
        List<Refusal> refusals) {

    /**
     * An expected refusal.
     *
     * @param shapes of the code
     * @param stages by their names
     * @param reason a part of it
     * @param required whether it has to be refused there
     */
    record Refusal(Set<Product> products, List<String> shapes, List<String> stages, String reason, boolean required) {

        boolean expects(Product product, String shape, Finding.Refused refused) {
            return products.contains(product)
                    && shapes.contains(shape)
                    && stages.contains(refused.stage())
                    && refused.reason().contains(reason);
        }
    }

    /** What the columns that are renamed are called before and after. */
    private static final Map<String, String> RENAMED =
            Map.of("name", "full_name", "login", "account", "code", "tag", "seen", "seen_at", "note", "remark");

    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)\\}");
    private static final Pattern CHOICE = Pattern.compile("\\{\\{(.*?) :: (.*?)\\}\\}", Pattern.DOTALL);

    /** The same with as many blanks behind each text: for a driver that has another plan for this one. */
    Trap spelledAnew(int blanks) {
        List<Step> anew = steps.stream()
                .map(step -> new Step(
                        step.sql() + " ".repeat(blanks),
                        step.sql() + " ".repeat(blanks),
                        step.parameters(),
                        step.batch(),
                        step.keys(),
                        step.prepared()))
                .toList();
        return new Trap(name, products, shapes, anew, masked, fails, described, refusals);
    }

    /** What differs from the plain database, and refusals that weren't expected or didn't come; empty if all is well. */
    List<String> problems(Bench bench, Product product) throws SQLException {
        List<String> problems = new ArrayList<>();
        for (String shape : shapes) {
            boolean ofTarget = shape.equals("target");
            List<Finding> findings = bench.run(ofTarget, written(ofTarget), masked, described, fails);
            List<String> refusedIn = new ArrayList<>();
            for (Finding finding : findings) {
                if (finding instanceof Finding.Different different) {
                    problems.add(shape + " code, " + different.stage() + ": " + different.text());
                } else if (finding instanceof Finding.Refused refused) {
                    refusedIn.add(refused.stage());
                    // What the database refuses anyway may be refused here, and then more clearly.
                    if (!fails && refusals.stream().noneMatch(refusal -> refusal.expects(product, shape, refused))) {
                        problems.add(shape + " code, " + refused.stage() + ": refused, " + refused.reason());
                    }
                }
            }
            for (Refusal refusal : refusals) {
                if (refusal.required()
                        && refusal.products().contains(product)
                        && refusal.shapes().contains(shape)) {
                    refusal.stages().stream()
                            .filter(stage -> bench.isOpenIn(stage) && !refusedIn.contains(stage))
                            .forEach(stage -> problems.add(shape + " code, " + stage + ": isn't refused any more"));
                }
            }
        }
        return problems;
    }

    /** The steps as code for one of the shapes has them. */
    List<Step> written(boolean ofTarget) {
        return steps.stream().map(step -> written(step, ofTarget)).toList();
    }

    private static Step written(Step step, boolean ofTarget) {
        String sql = written(step.sql(), ofTarget);
        return new Step(
                sql,
                sql,
                parameters(step.parameters(), ofTarget),
                step.batch().stream().map(row -> parameters(row, ofTarget)).toList(),
                step.keys().stream().map(key -> written(key, ofTarget)).toList(),
                step.prepared());
    }

    private static List<Parameter> parameters(List<Parameter> parameters, boolean ofTarget) {
        return parameters.stream()
                .map(parameter -> Parameter.parse(written(parameter.kind() + " " + parameter.value(), ofTarget)))
                .toList();
    }

    /** {@code {name}} is what the column is called, <code>{{a :: b}}</code> is one thing or the other. */
    static String written(String text, boolean ofTarget) {
        Matcher choice = CHOICE.matcher(text);
        String chosen = choice.replaceAll(match -> Matcher.quoteReplacement(match.group(ofTarget ? 2 : 1)));
        Matcher name = NAME.matcher(chosen);
        return name.replaceAll(match -> {
            String renamed = RENAMED.get(match.group(1));
            if (renamed == null) {
                throw new IllegalArgumentException("no column has the placeholder " + match.group());
            }
            return ofTarget ? renamed : match.group(1);
        });
    }

    /** Part of a range of stages, as {@code VERIFY..COMPLETE}; one alone counts as well. */
    static List<String> stages(String range) {
        List<String> all = Bench.stages();
        String[] ends = range.split("\\.\\.", 2);
        int first = all.indexOf(ends[0]);
        int last = all.indexOf(ends[ends.length - 1]);
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no stages: " + range + " of " + Arrays.toString(all.toArray()));
        }
        return all.subList(first, last + 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
