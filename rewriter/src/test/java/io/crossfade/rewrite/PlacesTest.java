package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MySQL and MariaDB count a table's columns anew when one is dropped. */
final class PlacesTest {

    private static final TableId ORDERS = new TableId("shop", "orders");

    private static Migration renamed(String source, String target, int ordinal, Phase phase) {
        return new Migration(source, ORDERS, List.of(new Rename(source, target, ordinal)), phase, 0);
    }

    private static String sent(String sql, List<String> columns, Migration... migrations) {
        List<Catalog.Column> counted = new ArrayList<>();
        for (String column : columns) {
            counted.add(new Catalog.Column(column, "text", counted.size() + 1));
        }
        Catalog.Relation orders = new Catalog.Relation("shop", "orders", counted, Map.of());
        Planner planner = new Planner(
                Dialect.MYSQL,
                new Snapshot("shop", 1, Arrays.asList(migrations)),
                (schema, name) -> name.equals("orders") ? Optional.of(orders) : Optional.empty(),
                Set.of(),
                List.of("shop"),
                0);
        return planner.plan(sql, KeyRequest.NONE).sql();
    }

    @Test
    void keepsThePlaceOfAColumnThatIsGone() {
        Migration note = renamed("note", "remark", 2, Phase.COMPLETE);
        assertThat(sent("SELECT * FROM orders", List.of("id", "user", "remark"), note))
                .isEqualTo("SELECT id, remark AS note, user FROM orders");
        assertThat(sent("INSERT INTO orders VALUES (1, 'a', 'b')", List.of("id", "user", "remark"), note))
                .isEqualTo("INSERT INTO orders (id, remark, user) VALUES (1, 'a', 'b')");
    }

    @Test
    void keepsThemWhileTheColumnIsStillThere() {
        Migration note = renamed("note", "remark", 2, Phase.CONTRACT);
        assertThat(sent("SELECT * FROM orders", List.of("id", "note", "user", "remark"), note))
                .isEqualTo("SELECT id, remark AS note, user FROM orders");
    }

    @Test
    void keepsThemThroughSeveralMigrations() {
        // orders (id, note, user, day): note went first; in what was left, user was the second.
        Migration note = renamed("note", "remark", 2, Phase.COMPLETE);
        Migration user = renamed("user", "person", 2, Phase.COMPLETE);
        assertThat(sent("SELECT * FROM orders", List.of("id", "day", "remark", "person"), note, user))
                .isEqualTo("SELECT id, remark AS note, person AS user, day FROM orders");
    }

    @Test
    void keepsThemThroughMigrationsAtTheSameTime() {
        // orders (id, note, user, day): user was the second without note, which was there and on its way out.
        Migration note = renamed("note", "remark", 2, Phase.COMPLETE);
        Migration user = renamed("user", "person", 2, Phase.COMPLETE);
        String code = "SELECT * FROM orders";
        String expected = "SELECT id, remark AS note, person AS user, day FROM orders";
        assertThat(sent(code, List.of("id", "day", "remark", "person"), note, user))
                .isEqualTo(expected);
        Migration noteMoves = renamed("note", "remark", 2, Phase.TARGET_ONLY);
        assertThat(sent(code, List.of("id", "note", "day", "remark", "person"), noteMoves, user))
                .isEqualTo(expected);
        Migration userMoves = renamed("user", "person", 2, Phase.TARGET_ONLY);
        assertThat(sent(code, List.of("id", "user", "day", "remark", "person"), note, userMoves))
                .isEqualTo(expected);
    }

    @Test
    void keepsThePlaceInFrontOfAColumnThatIsStillThere() {
        // orders (id, user, note, day): user goes first, though its migration began later.
        Migration note = renamed("note", "remark", 3, Phase.TARGET_ONLY);
        Migration user = renamed("user", "person", 2, Phase.COMPLETE);
        assertThat(sent("SELECT * FROM orders", List.of("id", "note", "day", "remark", "person"), note, user))
                .isEqualTo("SELECT id, person AS user, remark AS note, day FROM orders");
    }

    @Test
    void insertsIntoATableOfWhichEveryColumnMoves() {
        Migration id = renamed("id", "number", 1, Phase.DUAL_WRITE);
        assertThat(sent("INSERT INTO orders (id) VALUES (1)", List.of("id", "number"), id))
                .isEqualTo("INSERT INTO orders (id, number) VALUES (1, id)");
    }
}
