package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.Phase;
import io.crossfade.sql.Dialect;
import org.junit.jupiter.api.Test;

/** The texts by which MySQL and MariaDB say what computed columns are to the application. */
class DescriptionTest {

    @Test
    void aComputedColumnStandsForOneOfItsType() {
        assertThat(described(Dialect.MYSQL, Phase.EXPAND, true, "SELECT p.status + 1 FROM people p WHERE id = ?"))
                .isEqualTo("SELECT p.status + 1 FROM (SELECT id AS id,"
                        + " CAST(price AS decimal(10,2)) AS price, email AS email,"
                        + " CAST(substring_index(full_name, ' ', 1) AS CHAR(50)) AS first_name,"
                        + " CAST(substring_index(full_name, ' ', -1) AS CHAR(50)) AS last_name,"
                        + " crossfade_types.c0 AS status FROM people, JSON_TABLE('[]', '$[*]' COLUMNS"
                        + " (c0 integer PATH '$')) AS crossfade_types) p WHERE id = ?");
    }

    @Test
    void whatIsReturnedIsDescribedAsAQuery() {
        assertThat(described(
                        Dialect.MARIADB,
                        Phase.EXPAND,
                        true,
                        "DELETE FROM people WHERE id = 1 RETURNING status AS s, id"))
                .startsWith("SELECT status AS s, id FROM (SELECT id AS id,")
                .contains("crossfade_types.c0 AS status");
    }

    @Test
    void locksAreLeftOutSinceNothingIsLocked() {
        assertThat(described(Dialect.MYSQL, Phase.EXPAND, true, "SELECT status FROM people FOR UPDATE OF people"))
                .contains("crossfade_types.c0 AS status")
                .endsWith("AS people ");
    }

    @Test
    void aLabelOfTwoColumnsSaysNothingOfTypes() {
        assertThat(described(
                        Dialect.MARIADB,
                        Phase.EXPAND,
                        true,
                        "SELECT email AS Name, status, 1 AS name FROM people ORDER BY Name"))
                .contains("crossfade_types.c0 AS status")
                .endsWith("ORDER BY Name");
    }

    @Test
    void aCommonTableOfTheTablesNameStaysWhatItIs() {
        assertThat(described(
                        Dialect.MYSQL,
                        Phase.EXPAND,
                        true,
                        "WITH people AS (SELECT status FROM shop.people) SELECT status FROM people"))
                .startsWith("WITH people AS (SELECT status FROM (SELECT ")
                .endsWith(") SELECT status FROM people");
    }

    /** What a window is computed over passes through a table of the server's own, with types of its own. */
    @Test
    void ofAWindowsRowsOnlyTheColumnsAreDescribed() {
        String windowed = "SELECT status, lag(status) OVER (ORDER BY id) FROM people";
        Plan plan = People.planner(Dialect.MYSQL, Phase.EXPAND, true).plan(windowed, KeyRequest.NONE);
        assertThat(plan.described().orElseThrow().columnsOnly()).isTrue();
        Plan other = People.planner(Dialect.MARIADB, Phase.EXPAND, true).plan(windowed, KeyRequest.NONE);
        assertThat(other.described().orElseThrow().columnsOnly()).isFalse();
    }

    @Test
    void nothingIsDescribedWhereTheDatabaseSaysWhatIsExpected() {
        String computed = "SELECT status FROM people";
        assertThat(described(Dialect.POSTGRESQL, Phase.EXPAND, true, computed)).isNull();
        assertThat(described(Dialect.MYSQL, Phase.TARGET_ONLY, true, computed)).isNull();
        assertThat(described(Dialect.MYSQL, Phase.EXPAND, true, "SELECT id, email FROM people"))
                .isNull();
        assertThat(described(Dialect.MYSQL, Phase.EXPAND, true, "UPDATE people SET first_name = 'a' WHERE status = 1"))
                .isNull();
        assertThat(described(Dialect.MYSQL, Phase.EXPAND, true, "SELECT status INTO @a FROM people"))
                .isNull();
        assertThat(described(Dialect.MYSQL, Phase.EXPAND, true, computed + "; " + computed))
                .isNull();
    }

    private static String described(Dialect dialect, Phase phase, boolean adopted, String sql) {
        return People.planner(dialect, phase, adopted)
                .plan(sql, KeyRequest.NONE)
                .described()
                .map(RowDescription::sql)
                .orElse(null);
    }
}
