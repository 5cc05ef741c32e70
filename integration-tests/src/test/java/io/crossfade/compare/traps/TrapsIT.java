package io.crossfade.compare.traps;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.compare.generate.Bench;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What {@code traps/*.sql} says about each trap, on every database: a statement does the same there in either shape and
 * through Crossfade in every stage.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrapsIT {

    /** {@code -Dcomparison.only=…} runs only the cases whose names contain it. */
    private static final String ONLY = System.getProperty("comparison.only", "");

    private static final String PRODUCTS = System.getProperty("comparison.products", ".*");

    private final Map<Product, Bench> benches = new EnumMap<>(Product.class);
    private final Set<Product> tried = EnumSet.noneOf(Product.class);

    @AfterAll
    void close() throws SQLException {
        for (Bench bench : benches.values()) {
            bench.close();
        }
    }

    @TestFactory
    List<DynamicTest> oneEvaluation() {
        return cases("01-one-evaluation");
    }

    @TestFactory
    List<DynamicTest> setOrder() {
        return cases("02-set-order");
    }

    @TestFactory
    List<DynamicTest> partialUpdatesOfASplitOrMerge() {
        return cases("03-partial-updates");
    }

    @TestFactory
    List<DynamicTest> coercion() {
        return cases("04-coercion");
    }

    @TestFactory
    List<DynamicTest> omittedColumns() {
        return cases("05-omitted-columns");
    }

    @TestFactory
    List<DynamicTest> upserts() {
        return cases("06-upserts");
    }

    @TestFactory
    List<DynamicTest> otherWrites() {
        return cases("07-other-writes");
    }

    @TestFactory
    List<DynamicTest> stars() {
        return cases("08-stars");
    }

    @TestFactory
    List<DynamicTest> labels() {
        return cases("09-labels");
    }

    @TestFactory
    List<DynamicTest> scope() {
        return cases("10-scope");
    }

    @TestFactory
    List<DynamicTest> nullsAndPredicates() {
        return cases("11-nulls");
    }

    @TestFactory
    List<DynamicTest> parameters() {
        return cases("12-parameters");
    }

    @TestFactory
    List<DynamicTest> generatedKeys() {
        return cases("13-generated-keys");
    }

    @TestFactory
    List<DynamicTest> locks() {
        return cases("14-locks");
    }

    @TestFactory
    List<DynamicTest> texts() {
        return cases("15-texts");
    }

    @TestFactory
    List<DynamicTest> otherWays() {
        return cases("16-other-ways");
    }

    /** One test for each case and product; an empty file is a failure. */
    private List<DynamicTest> cases(String trap) {
        List<Trap> traps = TrapFile.read(trap);
        assertThat(traps).as(trap).isNotEmpty();
        List<DynamicTest> tests = new ArrayList<>();
        for (Product product : Product.values()) {
            if (product.name().matches(PRODUCTS)) {
                traps.stream()
                        .filter(each -> each.products().contains(product)
                                && each.name().contains(ONLY))
                        .forEach(each -> tests.add(
                                DynamicTest.dynamicTest(each + ", " + product, () -> check(each, product))));
            }
        }
        return tests;
    }

    private void check(Trap trap, Product product) throws SQLException, IOException {
        assertThat(trap.problems(bench(product), product))
                .as("%s", trap.written(false).get(0).sql())
                .isEmpty();
    }

    private Bench bench(Product product) throws SQLException, IOException {
        Bench bench = benches.get(product);
        if (bench == null) {
            assertThat(tried.add(product)).as("the world can be made; see the first failure").isTrue();
            bench = Bench.open(Servers.get(product));
            benches.put(product, bench);
        }
        return bench;
    }
}
