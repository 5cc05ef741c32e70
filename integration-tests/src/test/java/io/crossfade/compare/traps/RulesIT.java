package io.crossfade.compare.traps;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.compare.generate.Bench;
import io.crossfade.processes.Product;
import io.crossfade.rewrite.Planner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each rule is taken out once, and a case of a trap has to see it. {@code -Dcomparison.rules=search} looks through all cases
 * on the rule's database and prints the first that does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesIT {

    private static final boolean SEARCHES =
            System.getProperty("comparison.rules", "").equals("search");
    private static final String ONLY = System.getProperty("comparison.only", "");

    /** In which what is sent differs most. */
    private static final List<String> STAGES =
            List.of("DUAL_WRITE", "SWITCH_READS_OF_TARGET", "TARGET_ONLY", "COMPLETE");

    private final Benches benches = new Benches(STAGES, server -> server);
    private final Map<Product, Set<String>> sound = new EnumMap<>(Product.class);
    private int spelled;

    @AfterAll
    void close() throws SQLException {
        benches.close();
    }

    @TestFactory
    List<DynamicTest> everyRuleIsMissed() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Rule rule : Rules.ALL) {
            if (rule.toString().contains(ONLY)) {
                tests.add(DynamicTest.dynamicTest(rule.toString(), () -> isMissed(rule)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    /** A class that decides something, and that nobody takes out, fails here by its name. */
    @Test
    void noClassIsLeftOut() throws Exception {
        Set<String> known = new TreeSet<>(Rules.WITHOUT_RULES.keySet());
        Rules.ALL.forEach(rule -> known.add(rule.className().replaceAll("\\$.*", "")));
        assertThat(ruleClasses()).isEqualTo(known);
        Set<String> twice = new TreeSet<>(Rules.WITHOUT_RULES.keySet());
        twice.retainAll(Rules.ALL.stream().map(Rule::className).collect(Collectors.toSet()));
        assertThat(twice).isEmpty();
    }

    private void isMissed(Rule rule) throws Exception {
        Bench bench = benches.on(rule.product());
        if (SEARCHES && rule.seenBy().isEmpty()) {
            System.out.println("RULE " + rule + " " + found(rule, bench).orElse("NOTHING"));
            return;
        }
        Trap trap = TrapFile.read(rule.trap()).stream()
                .filter(each -> each.name().equals(rule.seenBy()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(rule.trap() + " has no case '" + rule.seenBy() + "'"));
        assertThat(trap.spelledAnew(++spelled).problems(bench, rule.product()))
                .as("with the rule")
                .isEmpty();
        try (Mutation mutation = Mutation.of(rule.className(), rule.method(), rule.parameters(), rule.change())) {
            assertThat(sees(trap, bench, rule)).as("without the rule").isTrue();
        }
    }

    /** Whether a case sees that something is changed; whatever goes wrong is seen. */
    private boolean sees(Trap trap, Bench bench, Rule rule) throws SQLException {
        try {
            return !trap.spelledAnew(++spelled).problems(bench, rule.product()).isEmpty();
        } catch (RuntimeException | StackOverflowError e) {
            return true;
        }
    }

    private Optional<String> found(Rule rule, Bench bench) throws Exception {
        List<String> files = new ArrayList<>(Rules.TRAPS);
        if (files.remove(rule.trap())) {
            files.add(0, rule.trap());
        }
        sound(rule.product(), bench);
        try (Mutation mutation = Mutation.of(rule.className(), rule.method(), rule.parameters(), rule.change())) {
            for (String file : files) {
                for (Trap trap : TrapFile.read(file)) {
                    if (sound(rule.product(), bench).contains(trap.name()) && sees(trap, bench, rule)) {
                        return Optional.of(file + " | " + trap.name());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The names of the cases that see nothing as long as all rules are there. */
    private Set<String> sound(Product product, Bench bench) throws SQLException {
        Set<String> names = sound.get(product);
        if (names == null) {
            names = new HashSet<>();
            for (String file : Rules.TRAPS) {
                for (Trap trap : TrapFile.read(file)) {
                    if (trap.products().contains(product)
                            && trap.spelledAnew(++spelled)
                                    .problems(bench, product)
                                    .isEmpty()) {
                        names.add(trap.name());
                    }
                }
            }
            sound.put(product, names);
        }
        return names;
    }

    /** The names of the classes of the planner's package, nested ones aside. */
    private static Set<String> ruleClasses() throws Exception {
        String folder = Planner.class.getPackageName().replace('.', '/');
        URI home = Planner.class.getResource("/" + folder + "/Planner.class").toURI();
        if (home.getScheme().equals("file")) {
            return named(Path.of(home).getParent());
        }
        try (FileSystem jar = FileSystems.newFileSystem(home, Map.of())) {
            return named(jar.getPath("/" + folder));
        }
    }

    private static Set<String> named(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("package-info"))
                    .map(name -> name.replace(".class", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
