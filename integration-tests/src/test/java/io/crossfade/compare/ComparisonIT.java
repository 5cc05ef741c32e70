package io.crossfade.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape in every state, for every code, under two sets of names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparisonIT {

    /** {@code -Dcomparison.only=…} runs only the cases whose name contains it. */
    private static final String ONLY = System.getProperty("comparison.only", "");

    private final List<Case> cases = ShapeFile.readAll().stream()
            .filter(shape -> shape.toString().contains(ONLY))
            .toList();
    private final Map<Variant, Map<Boolean, Map<Case, Outcome>>> expected = new EnumMap<>(Variant.class);
    private final Set<String> refused = new TreeSet<>();
    private int compared;

    @TempDir
    private Path directory;

    private final DatabaseServer postgres = Servers.get(Product.POSTGRESQL);

    @BeforeAll
    void prepareDatabases() throws Exception {
        for (Variant variant : Variant.values()) {
            variant.createDatabases(postgres);
            expected.put(variant, Map.of(false, runPlain(variant, false), true, runPlain(variant, true)));
        }
    }

    @AfterAll
    void report() {
        System.out.printf(
                "Comparison machine: %d shapes, %d comparisons, %d shapes refused as expected%n",
                cases.size(), compared, refused.size());
        refused.forEach(shape -> System.out.println("  refused: " + shape));
    }

    @Test
    void comparesEnoughShapes() {
        assertThat(cases).hasSizeGreaterThanOrEqualTo(ONLY.isEmpty() ? 250 : 1);
    }

    Stream<Arguments> everything() {
        return Stream.of(Variant.values()).flatMap(variant -> Stream.of(Code.values())
                .flatMap(code -> Stream.of(State.values()).map(state -> Arguments.of(variant, code, state))));
    }

    @ParameterizedTest(name = "{0}, code {1}, {2}")
    @MethodSource("everything")
    void answersAsAPlainDatabaseDoes(Variant variant, Code code, State state) throws Exception {
        List<String> differences = new ArrayList<>();
        String url = postgres.crossfadeUrl(variant.database(state.name())) + "&crossfade.database=compare"
                + "&crossfade.application=compare&crossfade.snapshotFile="
                + variant.writeSnapshot(postgres, state, directory)
                + (code.hasAdopted() ? "&crossfade.adopted=" + variant.adopted() : "");
        try (Connection connection = DriverManager.getConnection(url)) {
            Set<String> apartBefore = state.writesBoth() ? new HashSet<>(CaseRun.differences(connection)) : Set.of();
            for (Case shape : cases) {
                if (variant.runs(shape) && code.runs(shape)) {
                    compare(connection, variant, code, state, shape, apartBefore, differences);
                }
            }
        }
        assertThat(differences).as("differences").isEmpty();
    }

    private void compare(
            Connection connection,
            Variant variant,
            Code code,
            State state,
            Case shape,
            Set<String> apartBefore,
            List<String> differences)
            throws SQLException {
        CaseRun run = new CaseRun(connection, sql -> variant.text(sql, code.namesTarget()), false, state.truth());
        List<String> apart = new ArrayList<>();
        Outcome actual = run.run(shape, state.writesBoth() ? apart : null);
        Outcome plain = expected.get(variant).get(code.namesTarget()).get(shape);
        compared++;
        if (shape.refusal(state, code).isPresent()) {
            refused.add(shape + " (" + shape.refusal(state, code).get().reason() + ")");
            if (!actual.refused()) {
                differences.add(shape + ": expected to be refused, but answered " + actual.answers());
            }
            return;
        }
        new Verdict(shape, plain, actual)
                .difference()
                .or(() -> Verdict.apart(apart, apartBefore))
                .ifPresent(difference -> differences.add(shape + ": " + difference));
    }

    private Map<Case, Outcome> runPlain(Variant variant, boolean ofTarget) throws SQLException {
        String database = variant.database(ofTarget ? "plain_target" : "plain_source");
        Map<Case, Outcome> outcomes = new HashMap<>();
        try (Connection connection = postgres.connect(database)) {
            for (Case shape : cases) {
                if (variant.runs(shape)) {
                    CaseRun run = new CaseRun(
                            connection, sql -> variant.text(sql, ofTarget), true, ofTarget ? "TARGET" : "SOURCE");
                    outcomes.put(shape, run.run(shape, null));
                }
            }
        }
        return outcomes;
    }
}
