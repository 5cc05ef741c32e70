package io.crossfade.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Side;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog;
import io.crossfade.rewrite.ComputedRead;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RehearsalTest {

    private static final TableId USERS = new TableId("public", "users");

    private static Migration rename() {
        return new Migration("m", USERS, List.of(new ColumnMapping.Rename("name", "full_name", 2)), Phase.EXPAND, 0);
    }

    private static Migration split() {
        RetiredColumn name =
                new RetiredColumn("name", "text", Optional.empty(), "first || ' ' || last", Optional.empty(), true, 2);
        return new Migration(
                "m",
                USERS,
                List.of(new ColumnMapping.Conversion(List.of(name), List.of(half("first", 1, 4), half("last", 2, 5)))),
                Phase.EXPAND,
                0);
    }

    private static AddedColumn half(String column, int part, int ordinal) {
        return new AddedColumn(
                column,
                column,
                "text",
                Optional.empty(),
                Optional.of("split_part(name, ' ', " + part + ")"),
                Optional.empty(),
                true,
                ordinal);
    }

    private static Rehearsal rehearsal(Migration migration) {
        List<Catalog.Column> columns = new ArrayList<>();
        for (String name : List.of("id", "name", "email")) {
            columns.add(new Catalog.Column(name, "text", columns.size() + 1));
        }
        Catalog.Relation users = new Catalog.Relation("public", "users", columns, Map.of());
        Catalog catalog = (schema, name) ->
                schema.equals("public") && name.equals("users") ? Optional.of(users) : Optional.empty();
        return new Rehearsal(Dialect.POSTGRESQL, Snapshot.empty("shop"), migration, catalog, List.of("public"), false);
    }

    @Test
    void goesThroughEveryPhaseAndBothSidesOfAPercentage() {
        assertThat(Stage.all()).hasSize(Phase.values().length + 1);
        assertThat(Stage.all().stream().filter(stage -> stage.phase() == Phase.SWITCH_READS))
                .extracting(Stage::reads)
                .containsExactly(Side.SOURCE, Side.TARGET);
    }

    @Test
    void putsNeighbouringStagesWithTheSameOutcomeTogether() {
        Finding finding = rehearsal(rename()).of("SELECT name FROM users");
        assertThat(finding.isTouched()).isTrue();
        assertThat(finding.spans())
                .extracting(span -> Stage.names(span.stages()), Finding.Span::outcome)
                .containsExactly(
                        tuple("EXPAND to SWITCH_READS (reading the source)", new Outcome.Unchanged()),
                        tuple(
                                "SWITCH_READS (reading the target) to COMPLETE",
                                new Outcome.Rewritten("SELECT full_name AS name FROM users", List.of())));
    }

    @Test
    void leavesOtherStatementsAlone() {
        assertThat(rehearsal(rename()).of("SELECT name FROM orders").isTouched())
                .isFalse();
        assertThat(rehearsal(rename()).of("nonsense").isTouched()).isFalse();
    }

    @Test
    void saysWhyAndWhereAStatementIsRefused() {
        Finding finding = rehearsal(rename()).of("SELECT u FROM users u");
        assertThat(finding.isRefused()).isTrue();
        assertThat(finding.spans().get(0).outcome())
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.offset())
                        .isEqualTo(7));
    }

    @Test
    void tellsAConditionOnAComputedColumnFromOneThatIsOnlyShown() {
        assertThat(computed("SELECT id FROM users WHERE name = 'x'")).containsExactly(read(true));
        assertThat(computed("SELECT id FROM users u ORDER BY u.name")).containsExactly(read(true));
        assertThat(computed("DELETE FROM users WHERE name LIKE 'x%'")).containsExactly(read(true));
        assertThat(computed("SELECT a.id FROM users a JOIN users b ON a.name = b.email"))
                .containsExactly(read(true));
        assertThat(computed("SELECT name FROM users WHERE id = 1")).containsExactly(read(false));
        assertThat(computed("SELECT 1 WHERE EXISTS (SELECT name FROM users WHERE id = 1)"))
                .containsExactly(read(false));
        assertThat(computed("SELECT id FROM users WHERE email = 'x'")).isEmpty();
    }

    private static ComputedRead read(boolean inCondition) {
        return new ComputedRead(USERS, "name", inCondition);
    }

    /** What the last stage reads as an expression. */
    private static List<ComputedRead> computed(String sql) {
        List<Finding.Span> spans = rehearsal(split()).of(sql).spans();
        Outcome last = spans.get(spans.size() - 1).outcome();
        return last instanceof Outcome.Rewritten rewritten ? rewritten.computed() : List.of();
    }
}
