package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.rewrite.ComparableQuery.Condition;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparableQueryTest {

    private static final Catalog CATALOG = (schema, name) -> schema.equals("public") && name.equals("users")
            ? Optional.of(new Catalog.Relation(
                    "public",
                    "users",
                    List.of(
                            new Catalog.Column(
                                    "id",
                                    "bigint",
                                    1,
                                    "bigint",
                                    Optional.empty(),
                                    Optional.empty(),
                                    false,
                                    Catalog.Generation.NONE),
                            new Catalog.Column("name", "text", 2)),
                    Map.of("users_pkey", List.of("id"), "users_name_key", List.of("name"))))
            : Optional.empty();

    private static Optional<ComparableQuery> of(Dialect dialect, String sql) {
        return ComparableQuery.of(SqlMode.of(dialect), CATALOG, List.of("public"), sql, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO users (id) VALUES (1)",
                "UPDATE users SET name = 'x' RETURNING id",
                "WITH gone AS (DELETE FROM users RETURNING id) SELECT * FROM gone",
                "SELECT * FROM users FOR UPDATE",
                "SELECT * FROM users FOR SHARE",
                "SELECT * FROM (SELECT * FROM users FOR UPDATE) u",
                "SELECT * FROM users WHERE id IN (SELECT id FROM users FOR NO KEY UPDATE)",
                "SELECT * INTO copy FROM users",
                "SELECT id FROM users; SELECT id FROM users",
                "SELECT name FROM users LIMIT 1",
                "SELECT name FROM users ORDER BY name LIMIT 1",
                "SELECT name AS id FROM users ORDER BY id LIMIT 1",
                "SELECT u.id FROM users u JOIN orders o ON o.u = u.id ORDER BY u.id LIMIT 1",
                "SELECT (SELECT name FROM users LIMIT 1)",
                "SELECT DISTINCT ON (name) id FROM users",
                "SELECT row_number() OVER (ORDER BY name) FROM users",
                "SELECT string_agg(name, ',' ORDER BY name) FROM users",
                "SELECT * FROM users TABLESAMPLE SYSTEM (10)",
                "SELECT name === 'x' FROM users",
                "this is no SQL",
                "EXPLAIN SELECT * FROM users",
            })
    void isNotCertainOf(String sql) {
        assertThat(of(Dialect.POSTGRESQL, sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT @x := @x + 1 FROM users",
                "SELECT @x FROM users",
                "SELECT rand() FROM users",
                "SELECT sleep(1) FROM users",
                "SELECT get_lock('a', 1) FROM users",
                "SELECT mine(name) FROM users",
                "SELECT DISTINCT name FROM users",
                "SELECT name FROM users GROUP BY name",
                "SELECT max(name) FROM users",
                "SELECT SQL_CALC_FOUND_ROWS name FROM users",
                "SELECT name FROM users LOCK IN SHARE MODE",
                "SELECT name INTO @x FROM users",
                "SELECT name FROM users INTO OUTFILE '/tmp/x'",
            })
    void isNotCertainInMySqlOf(String sql) {
        assertThat(of(Dialect.MYSQL, sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM users",
                "SELECT name FROM users ORDER BY name",
                "SELECT count(*), sum(id) FROM users u LEFT JOIN orders o ON o.u = u.id WHERE u.name LIKE 'a%'",
                "SELECT id FROM users WHERE EXISTS (SELECT 1 FROM orders WHERE u = users.id)",
                "WITH few AS (SELECT id FROM users) SELECT id FROM few",
                "SELECT id FROM users UNION ALL SELECT u FROM orders",
                "SELECT id, name FROM users WHERE id = ? ORDER BY id LIMIT 10 OFFSET 20",
                "SELECT coalesce(name, '') || 'x' FROM users",
            })
    void isCertainOf(String sql) {
        assertThat(of(Dialect.POSTGRESQL, sql)).isPresent();
    }

    @Test
    void tellsWhatTheCatalogHasToJudge() {
        ComparableQuery query = of(
                        Dialect.POSTGRESQL,
                        "SELECT lower(name), now() FROM users u, lateral own.f(u.id) WHERE \"F\"(id)")
                .orElseThrow();

        assertThat(query.functions()).containsExactlyInAnyOrder("lower", "now", "f", "F");
        assertThat(query.relations()).containsExactly("users");
        assertThat(query.chooses()).isFalse();
        assertThat(of(Dialect.POSTGRESQL, "SELECT DISTINCT name FROM users")
                        .orElseThrow()
                        .chooses())
                .isTrue();
        assertThat(of(Dialect.POSTGRESQL, "SELECT id FROM users UNION SELECT u FROM orders")
                        .orElseThrow()
                        .chooses())
                .isTrue();
        assertThat(of(Dialect.POSTGRESQL, "SELECT min(name) FROM users")
                        .orElseThrow()
                        .chooses())
                .isTrue();
    }

    @Test
    void anOrderCountsOnlyIfItIsTotal() {
        assertThat(of(Dialect.POSTGRESQL, "SELECT name FROM users ORDER BY name, id")
                        .orElseThrow()
                        .ordered())
                .isTrue();
        assertThat(of(Dialect.POSTGRESQL, "SELECT name FROM users ORDER BY name")
                        .orElseThrow()
                        .ordered())
                .isFalse();
        assertThat(of(Dialect.POSTGRESQL, "SELECT name FROM users")
                        .orElseThrow()
                        .ordered())
                .isFalse();
    }

    @Test
    void knowsByWhatRowsAreLookedUp() {
        assertThat(of(
                                Dialect.POSTGRESQL,
                                "SELECT name FROM users WHERE name <> ? AND (id = ? AND ? = tenant) AND k = 7")
                        .orElseThrow()
                        .conditions())
                .containsExactlyInAnyOrder(
                        new Condition("id", OptionalInt.of(2), Optional.empty()),
                        new Condition("tenant", OptionalInt.of(3), Optional.empty()),
                        new Condition("k", OptionalInt.empty(), Optional.of("7")));
        assertThat(of(Dialect.POSTGRESQL, "SELECT name FROM users WHERE id = 1 OR id = 2")
                        .orElseThrow()
                        .conditions())
                .isEmpty();
    }
}
