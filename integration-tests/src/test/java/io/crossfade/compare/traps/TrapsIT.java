package io.crossfade.compare.traps;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.compare.generate.Bench;
import io.crossfade.processes.Product;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    /** {@code -Dcomparison.only=…} runs only the cases whose names match it. */
    private static final String ONLY = System.getProperty("comparison.only", ".*");

    private static final String PRODUCTS = System.getProperty("comparison.products", ".*");

    private final Benches benches = new Benches();
    private final Benches severalAtOnce = new Benches(Bench.stages(), SeveralAtOnce::new);

    @AfterAll
    void close() throws SQLException {
        benches.close();
        severalAtOnce.close();
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
    List<DynamicTest> severalStatements() {
        return cases("15-several-statements", severalAtOnce);
    }

    @TestFactory
    List<DynamicTest> otherWays() {
        return cases("16-other-ways");
    }

    private List<DynamicTest> cases(String trap) {
        return cases(trap, benches);
    }

    /** One test for each case and product; an empty file is a failure. */
    private static List<DynamicTest> cases(String trap, Benches benches) {
        List<Trap> traps = TrapFile.read(trap);
        assertThat(traps).as(trap).isNotEmpty();
        List<DynamicTest> tests = new ArrayList<>();
        for (Product product : Product.values()) {
            if (product.name().matches(PRODUCTS)) {
                traps.stream()
                        .filter(each ->
                                each.products().contains(product) && each.name().matches(ONLY))
                        .forEach(each -> tests.add(DynamicTest.dynamicTest(
                                each + ", " + product, () -> assertThat(each.problems(benches.on(product), product))
                                        .as("%s", each.written(false).get(0).sql())
                                        .isEmpty())));
            }
        }
        return tests;
    }
}
