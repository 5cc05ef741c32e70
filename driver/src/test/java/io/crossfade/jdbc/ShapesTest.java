package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.Heartbeat.Shape;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {

    private static final SqlMode POSTGRESQL = SqlMode.of(Dialect.POSTGRESQL);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POSTGRESQL | SELECT  a -- x\tb FROM t | SELECT a
            POSTGRESQL | SELECT a FROM t WHERE b = 'secret' AND c > -12.5e3 | SELECT a FROM t WHERE b = '?' AND c > -1
            POSTGRESQL | SELECT /* 4711 */ $$secret$$, date '2020-01-01', ? FROM "T" | SELECT '?', date '?', ? FROM "T"
            POSTGRESQL | DELETE FROM t WHERE id IN (1, 2,3) | DELETE FROM t WHERE id IN (1)
            POSTGRESQL | INSERT INTO t VALUES (?, 'a'), (?, 'b') | INSERT INTO t VALUES (?, '?')
            MYSQL      | SELECT "secret" FROM `t` # secret | SELECT '?' FROM `t`
            """)
    void leavesNoValueInAText(Dialect dialect, String sql, String shape) {
        assertThat(Shapes.of(SqlMode.of(dialect), sql)).isEqualTo(shape);
    }

    @Test
    void countsWhatIsRunAndReportsItUntilItIsKnown() {
        Shapes shapes = new Shapes(Optional.of(Set.of("users")));
        LongAdder runs = shapes.counter(POSTGRESQL, "SELECT 1 FROM users");
        runs.increment();
        shapes.counter(POSTGRESQL, "SELECT 2 FROM Users").increment();
        shapes.counter(POSTGRESQL, "SELECT 2 FROM users").increment();
        assertThat(shapes.counter(POSTGRESQL, "SELECT 1 FROM orders")).isNull();
        assertThat(shapes.counter(POSTGRESQL, "SET users = 1")).isNull();

        List<Shape> unreported = shapes.unreported(10);
        assertThat(unreported)
                .containsExactlyInAnyOrder(new Shape("SELECT 1 FROM users", 2), new Shape("SELECT 1 FROM Users", 1));
        assertThat(shapes.unreported(1)).hasSize(1);
        shapes.reported(unreported);
        assertThat(shapes.unreported(10)).isEmpty();
        runs.increment();
        assertThat(shapes.unreported(10)).containsExactly(new Shape("SELECT 1 FROM users", 3));
    }

    @Test
    void holdsABoundedNumber() {
        Shapes shapes = new Shapes(Optional.empty());
        for (int i = 0; i < 5_000; i++) {
            LongAdder runs = shapes.counter(POSTGRESQL, "SELECT c" + i + " FROM users");
            if (runs != null) {
                runs.increment();
            }
        }
        assertThat(shapes.unreported(Integer.MAX_VALUE)).hasSize(2_000);
    }
}
