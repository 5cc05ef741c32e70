package io.crossfade.compare.traps;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.compare.Parameter;
import io.crossfade.compare.Step;
import io.crossfade.processes.Product;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts as long as generators of SQL make them. Stages that don't differ in what is sent are left out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongTextsIT {

    private static final int ROWS = 10_000;

    private final Benches benches =
            new Benches(List.of("VERIFY", "SWITCH_READS_OF_TARGET", "TARGET_ONLY"), server -> server);

    @AfterAll
    void close() throws SQLException {
        benches.close();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void insertsTenThousandRowsOfLiterals(Product product) throws Exception {
        String rows = IntStream.range(0, ROWS)
                .mapToObj(i -> "(" + (i + 100) + ", 'note " + i + "', " + i + ")")
                .collect(Collectors.joining(", "));
        same(product, "INSERT INTO orders (id, {note}, total) VALUES " + rows, List.of());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void insertsThirtyThousandParameters(Product product) throws Exception {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            parameters.add(new Parameter("long", String.valueOf(i + 100)));
            parameters.add(new Parameter("text", "note " + i));
            parameters.add(new Parameter("text", "name " + i));
        }
        same(
                product,
                "INSERT INTO orders (id, {note}, name) VALUES "
                        + String.join(", ", Collections.nCopies(ROWS, "(?, ?, ?)")),
                parameters);
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void readsByThirtyThousandParameters(Product product) throws Exception {
        List<Parameter> parameters = IntStream.range(0, 3 * ROWS)
                .mapToObj(i -> new Parameter("text", i == 29_999 ? "Ada" : "nobody " + i))
                .toList();
        same(
                product,
                "SELECT id, {name} FROM users WHERE {name} IN (" + String.join(", ", Collections.nCopies(3 * ROWS, "?"))
                        + ") ORDER BY id",
                parameters);
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void readsByTenThousandConditions(Product product) throws Exception {
        String conditions =
                IntStream.range(0, ROWS).mapToObj(i -> "{name} = 'n" + i + "'").collect(Collectors.joining(" OR "));
        // PostgreSQL itself gives up at the default depth of its stack, in either shape.
        int shown = product == Product.POSTGRESQL ? 1000 : ROWS;
        String chain = String.join(" OR ", List.of(conditions.split(" OR ", -1)).subList(0, shown));
        same(product, "SELECT id FROM users WHERE " + chain + " OR {name} = 'Ada' ORDER BY id", List.of());
    }

    private void same(Product product, String sql, List<Parameter> parameters) throws SQLException, IOException {
        for (boolean ofTarget : List.of(false, true)) {
            String written = Trap.written(sql, ofTarget);
            Step step = new Step(written, written, parameters, List.of(), List.of(), false);
            assertThat(benches.on(product).run(ofTarget, List.of(step), false, false, false))
                    .isEmpty();
        }
    }
}
