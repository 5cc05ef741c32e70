package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists were compared with what MySQL 8.0 and MariaDB 11.4 prepare. */
class MySqlKeywordsTest {

    /** A place for a name of each kind. */
    private static final List<String> PLACES = List.of(
            "SELECT %s FROM t",
            "SELECT 1 AS %s FROM t",
            "SELECT 1 FROM %s",
            "SELECT 1 FROM t %s",
            "INSERT INTO t (%s) VALUES (1)",
            "UPDATE t SET %s = 1",
            "DELETE FROM %s",
            "WITH c (%s) AS (SELECT 1) SELECT 1");

    private static void assertIsName(Dialect dialect, String word) {
        for (String place : PLACES) {
            assertThat(SqlParser.parse(dialect, place.replace("%s", word)))
                    .as(place)
                    .hasSize(1);
        }
    }

    private static void assertIsNoName(Dialect dialect, String word) {
        for (String place : PLACES) {
            assertThatExceptionOfType(SqlSyntaxException.class)
                    .as(place)
                    .isThrownBy(() -> SqlParser.parse(dialect, place.replace("%s", word)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "action",
                "at",
                "bit",
                "bool",
                "boolean",
                "cache",
                "charset",
                "code",
                "comment",
                "count",
                "data",
                "date",
                "datetime",
                "day",
                "end",
                "enum",
                "escape",
                "format",
                "full",
                "hash",
                "history",
                "host",
                "hour",
                "json",
                "language",
                "level",
                "local",
                "member",
                "mode",
                "month",
                "name",
                "names",
                "national",
                "next",
                "no",
                "nowait",
                "only",
                "open",
                "owner",
                "password",
                "path",
                "plugin",
                "position",
                "prepare",
                "previous",
                "query",
                "quick",
                "role",
                "share",
                "signed",
                "some",
                "sounds",
                "start",
                "status",
                "substring",
                "text",
                "time",
                "timestamp",
                "truncate",
                "type",
                "user",
                "value",
                "variables",
                "view",
                "week",
                "year"
            })
    void wordsThatAreNotReservedAreNames(String word) {
        assertIsName(Dialect.MYSQL, word);
        assertIsName(Dialect.MARIADB, word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add", "and", "as", "between", "by", "check", "create", "delete", "desc", "distinct", "except", "for",
                "from", "group", "having", "ignore", "in", "index", "insert", "int", "intersect", "into", "is", "key",
                "like", "limit", "lock", "on", "or", "order", "over", "partition", "range", "recursive", "rename",
                        "rows",
                "select", "set", "show", "table", "then", "to", "union", "update", "use", "using", "where", "xor"
            })
    void reservedWordsAreNoNames(String word) {
        assertIsNoName(Dialect.MYSQL, word);
        assertIsNoName(Dialect.MARIADB, word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cube",
                "dense_rank",
                "empty",
                "function",
                "groups",
                "json_table",
                "lateral",
                "of",
                "option",
                "rank",
                "row",
                "schema",
                "system"
            })
    void someWordsAreReservedOnlyInMySql(String word) {
        assertIsNoName(Dialect.MYSQL, word);
        assertIsName(Dialect.MARIADB, word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset", "page_checksum", "portion", "ref_system_id", "returning", "stats_persistent"})
    void someWordsAreReservedOnlyInMariaDb(String word) {
        assertIsName(Dialect.MYSQL, word);
        assertIsNoName(Dialect.MARIADB, word);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void windowIsAnAliasInNeither(Dialect dialect) {
        assertThat(SqlParser.parse(dialect, "SELECT rank() OVER w FROM t WINDOW w AS (ORDER BY a)"))
                .hasSize(1);
    }

    @Test
    void quotesWhatAnyVersionReserves() {
        for (String word : List.of("select", "Rank", "qualify", "master_bind", "returning")) {
            assertThat(Dialect.MYSQL.quote(word)).isEqualTo('`' + word + '`');
            assertThat(Dialect.MARIADB.quote(word)).isEqualTo('`' + word + '`');
            assertIsName(Dialect.MYSQL, Dialect.MYSQL.quote(word));
        }
    }
}
