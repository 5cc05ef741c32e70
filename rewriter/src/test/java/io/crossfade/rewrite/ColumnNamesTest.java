package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.Phase;
import io.crossfade.sql.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of which columns MySQL's and MariaDB's rows are, for the application. */
class ColumnNamesTest {

    @Test
    void aColumnKeepsItsNameWhateverItIsLabelled() {
        assertThat(names("SELECT p.full_name AS total, (price) AS b, Email, upper(full_name), 1 FROM people p"))
                .containsExactly("full_name", "price", "email", "", "");
        assertThat(names("SELECT * FROM people")).containsExactly("id", "full_name", "price", "email", "note");
        assertThat(names("SELECT o.*, p.note FROM orders o JOIN people p ON o.id = p.id"))
                .containsExactly("", "", "", "", "note");
        assertThat(names("SELECT full_name AS total, count(*) FROM people GROUP BY full_name"))
                .as("of a table that is shown")
                .containsExactly("full_name", "");
    }

    @Test
    void whatComesThroughAnotherTableIsNotTheColumnItself() {
        assertThat(names("SELECT note FROM (SELECT full_name AS note FROM people) x"))
                .containsExactly("");
        assertThat(names("WITH people AS (SELECT id, price AS note FROM shop.people) SELECT note FROM people"))
                .containsExactly("");
        assertThat(names("SELECT note FROM people UNION SELECT email FROM people"))
                .isEmpty();
    }

    @Test
    void whatIsReturnedIsNamedToo() {
        assertThat(names("DELETE FROM people RETURNING full_name AS made, id")).containsExactly("full_name", "id");
    }

    @Test
    void columnsThatCanNotBeCountedAreNotNamed() {
        String merged = "SELECT * FROM people JOIN orders USING (id)";
        assertThat(plan(Dialect.MARIADB, merged).columnNames()).isEmpty();
        assertThat(plan(Dialect.POSTGRESQL, "SELECT full_name AS a FROM people").columnNames())
                .isEmpty();
    }

    /** With one of them computed, MySQL would take it without a word. */
    @Test
    void aLabelOfSeveralColumnsIsRefused() {
        assertThatThrownBy(() -> plan(Dialect.MYSQL, "SELECT email AS note, note FROM people ORDER BY note"))
                .hasMessageContaining("the label of several columns");
        assertThat(plan(Dialect.MYSQL, "SELECT note, note FROM people ORDER BY note")
                        .isTouched())
                .isTrue();
    }

    private static List<String> names(String sql) {
        return plan(Dialect.MARIADB, sql).columnNames().orElseThrow().stream()
                .map(name -> name.orElse(""))
                .toList();
    }

    private static Plan plan(Dialect dialect, String sql) {
        return People.planner(dialect, Phase.COMPLETE, false).plan(sql, KeyRequest.NONE);
    }
}
