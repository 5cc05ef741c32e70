package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog.Column;
import io.crossfade.rewrite.Catalog.Generation;
import io.crossfade.rewrite.Catalog.Relation;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a statement does on MySQL and MariaDB that gives nothing to a column which is NOT NULL and has no default: it fails
 * with the error of that column, or puts the type's own value where it is to ignore errors.
 */
class MissingValuesTest {

    /** The code's column t becomes the number n, and its column x is renamed to y. */
    private static String sent(Dialect dialect, Phase phase, boolean adopted, String sql) {
        return sent(SqlMode.of(dialect), phase, adopted, sql);
    }

    private static String sent(SqlMode mode, Phase phase, boolean adopted, String sql) {
        boolean prepared = phase == Phase.SWITCH_READS;
        Relation parts = new Relation(
                "shop",
                "parts",
                List.of(
                        column("id", "bigint", 1, false),
                        column("t", "varchar(20)", 2, prepared),
                        column("x", "bigint", 3, prepared),
                        column("n", "int", 4, !prepared),
                        column("y", "bigint", 5, !prepared)),
                Map.of());
        Migration migration = new Migration(
                "numbers",
                new TableId("shop", "parts"),
                List.of(
                        new ColumnMapping.Conversion(
                                List.of(new RetiredColumn(
                                        "t", "varchar(20)", Optional.empty(), "n", Optional.empty(), false, 2)),
                                List.of(new AddedColumn(
                                        "n",
                                        "n",
                                        "int",
                                        Optional.empty(),
                                        Optional.of("t"),
                                        Optional.empty(),
                                        false,
                                        2))),
                        new ColumnMapping.Rename("x", "y", 3)),
                phase,
                0);
        return new Planner(
                        mode,
                        new Snapshot("shop", 1, List.of(migration)),
                        (schema, name) -> name.equals("parts") ? Optional.of(parts) : Optional.empty(),
                        adopted ? Set.of("numbers") : Set.of(),
                        List.of("shop"),
                        0)
                .plan(sql, KeyRequest.NONE)
                .sql();
    }

    private static Column column(String name, String type, int ordinal, boolean nullable) {
        return new Column(name, type, ordinal, type, Optional.empty(), Optional.empty(), nullable, Generation.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void anInsertFailsInTheColumnThatNeedsAValue(Dialect dialect) {
        String insert = "INSERT INTO parts (t, x) VALUES (DEFAULT, DEFAULT)";
        assertThat(sent(dialect, Phase.DUAL_WRITE, false, insert))
                .isEqualTo("INSERT INTO parts (t, n, x, y) VALUES (DEFAULT, CAST(CAST(NULL AS CHAR(20)) AS SIGNED),"
                        + " DEFAULT, x)");
        assertThat(sent(dialect, Phase.SWITCH_READS, false, insert))
                .isEqualTo("INSERT INTO parts (t, n, x, y) VALUES (DEFAULT, DEFAULT, DEFAULT, DEFAULT)");
        assertThat(sent(dialect, Phase.EXPAND, true, "INSERT INTO parts (n, y) VALUES (DEFAULT, 1), (2, 3)"))
                .isEqualTo("INSERT INTO parts (t, x) VALUES (DEFAULT, 1), (CAST(CAST(2 AS SIGNED) AS CHAR"
                        + (dialect == Dialect.MARIADB ? "" : "(20)") + "), 3)");
        assertThat(sent(dialect, Phase.EXPAND, true, "INSERT INTO parts SET n = DEFAULT, y = 1"))
                .isEqualTo("INSERT INTO parts SET t = DEFAULT, x = 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void whatIsLeftOutIsLeftOut(Dialect dialect) {
        assertThat(sent(dialect, Phase.SWITCH_READS, false, "INSERT INTO parts (x) VALUES (1)"))
                .isEqualTo("INSERT INTO parts (x, y) VALUES (1, x)");
        assertThat(sent(dialect, Phase.EXPAND, true, "INSERT INTO parts (y) SELECT 1"))
                .isEqualTo("INSERT INTO parts (x) SELECT 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void anUpdateFailsInTheColumnThatNeedsAValue(Dialect dialect) {
        assertThat(sent(dialect, Phase.SWITCH_READS, false, "UPDATE parts SET t = DEFAULT"))
                .isEqualTo("UPDATE parts SET parts.t = DEFAULT, parts.n = DEFAULT");
        assertThat(sent(dialect, Phase.EXPAND, true, "UPDATE parts SET n = DEFAULT"))
                .isEqualTo("UPDATE parts SET parts.t = DEFAULT");
        assertThat(sent(dialect, Phase.SWITCH_READS, false, "UPDATE parts SET x = DEFAULT"))
                .isEqualTo("UPDATE parts SET parts.x = DEFAULT, parts.y = DEFAULT");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void anUpdateThatIgnoresNullGivesBothColumnsTheSame(Dialect dialect) {
        assertThat(sent(dialect, Phase.SWITCH_READS, false, "UPDATE parts SET x = NULL"))
                .isEqualTo("UPDATE parts SET parts.x = NULL, parts.y = parts.x");
        assertThat(sent(dialect, Phase.SWITCH_READS, false, "UPDATE IGNORE parts SET x = NULL"))
                .isEqualTo("UPDATE IGNORE parts SET parts.y = NULL, parts.x = parts.y");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void whatIgnoresErrorsPutsTheTypesOwnValueIntoBothColumns(Dialect dialect) {
        String ignore = "INSERT IGNORE INTO parts (t, x) VALUES (DEFAULT, DEFAULT), (?, NULL)";
        assertThat(sent(dialect, Phase.SWITCH_READS, false, ignore))
                .isEqualTo(
                        "INSERT IGNORE INTO parts (t, n, x, y) VALUES ('', CAST(CAST('' AS CHAR(20)) AS SIGNED), 0, x),"
                                + " (COALESCE(?, ''), CAST(t AS SIGNED), COALESCE(NULL, 0), x)");
        assertThat(sent(dialect, Phase.EXPAND, true, "INSERT IGNORE INTO parts (n, y) VALUES (?, 1), (DEFAULT, 2)"))
                .isEqualTo(
                        "INSERT IGNORE INTO parts (t, x) VALUES"
                                + " (CAST(COALESCE(CAST(? AS SIGNED), 0) AS CHAR(20)), 1), (CAST(CAST(0 AS SIGNED) AS CHAR(20)), 2)");
        assertThat(sent(dialect, Phase.SWITCH_READS, false, "INSERT IGNORE INTO parts (id) VALUES (1)"))
                .isEqualTo("INSERT IGNORE INTO parts (id, t, x, y, n) VALUES"
                        + " (1, '', 0, x, CAST(CAST('' AS CHAR(20)) AS SIGNED))");
    }

    /** MySQL says that these names mean two columns, or none. */
    @Test
    void namesThatTheNewRowMakesMistakesOfAreRefused() {
        String insert = "INSERT INTO parts (id, t) VALUES (1, 'a') AS fresh ON DUPLICATE KEY UPDATE t = ";
        assertThatThrownBy(() -> sent(Dialect.MYSQL, Phase.SWITCH_READS, false, insert + "concat(t, 'x')"))
                .hasMessageContaining("is the table's and the new row's");
        assertThatThrownBy(() -> sent(Dialect.MYSQL, Phase.SWITCH_READS, false, insert + "fresh.x"))
                .hasMessageContaining("isn't one of the new row's");
        assertThat(sent(Dialect.MYSQL, Phase.SWITCH_READS, false, insert + "concat(fresh.t, parts.t, x)"))
                .contains("concat(fresh.t, parts.t, x)");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void soDoesASessionThatIsNotStrict(Dialect dialect) {
        SqlMode lenient = new SqlMode(dialect, false, true, 110_400, false);
        assertThat(sent(lenient, Phase.SWITCH_READS, false, "INSERT INTO parts (t, x) VALUES (DEFAULT, DEFAULT)"))
                .isEqualTo("INSERT INTO parts (t, n, x, y) VALUES ('', CAST(CAST('' AS CHAR(20)) AS SIGNED), 0, x)");
        assertThat(sent(lenient, Phase.EXPAND, true, "INSERT INTO parts (n, y) VALUES (2, 3)"))
                .as("what is too long is cut off, as by the column itself")
                .isEqualTo("INSERT INTO parts (t, x) VALUES (CAST(CAST(2 AS SIGNED) AS CHAR(20)), 3)");
        assertThat(sent(lenient, Phase.SWITCH_READS, false, "INSERT INTO parts (t, x) VALUES (NULL, 1)"))
                .as("one row's NULL is an error there, too")
                .isEqualTo("INSERT INTO parts (t, n, x, y) VALUES (NULL, CAST(t AS SIGNED), 1, x)");
    }
}
