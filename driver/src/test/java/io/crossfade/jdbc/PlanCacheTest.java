package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlMode;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class PlanCacheTest {

    private static final LongAdder WAITED = new LongAdder();

    @Test
    void refusesMoreParametersThanTheDatabaseTakes() throws SQLException {
        assertThatThrownBy(() -> cache(Dialect.POSTGRESQL, 33_000).plan("INSERT", KeyRequest.NONE))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MG006"))
                .hasMessageContaining("33000 parameters")
                .hasMessageContaining("66000 in all");
        assertThat(cache(Dialect.POSTGRESQL, 32_000)
                        .plan("INSERT", KeyRequest.NONE)
                        .plan()
                        .isTouched())
                .isTrue();
        assertThat(cache(Dialect.MYSQL, 33_000)
                        .plan("INSERT", KeyRequest.NONE)
                        .plan()
                        .isTouched())
                .isTrue();
    }

    @Test
    void answersTheSameObjectWhetherThereIsAMigrationOrNot() throws SQLException {
        for (SqlPlanning planning : List.of(SqlPlanning.NONE, (sql, keys) -> Plan.passThrough(sql))) {
            LongAdder waited = new LongAdder();
            PlanCache cache = new PlanCache(planning, SqlMode.of(Dialect.MARIADB), 10, waited, Optional.empty(), null);
            Planned first = cache.plan("SELECT 1", KeyRequest.NONE);
            assertThat(cache.plan("SELECT 1", KeyRequest.NONE)).isSameAs(first);
            assertThat(waited.sum()).isEqualTo(1);
            cache.prepare(new PlanCache.Text("SELECT 2", KeyRequest.NONE, true));
            cache.plan("SELECT 2", KeyRequest.NONE);
            assertThat(waited.sum()).as("planned ahead").isEqualTo(1);
        }
    }

    @Test
    void hearsOfLocksGivenUpWhereNothingMigratesToo() throws SQLException {
        PlanCache cache =
                new PlanCache(SqlPlanning.NONE, SqlMode.of(Dialect.MYSQL), 10, WAITED, Optional.empty(), null);
        assertThat(cache.plan("DO RELEASE_ALL_LOCKS()", KeyRequest.NONE)
                        .effects()
                        .locks())
                .isTrue();
        assertThat(cache.plan("SELECT 1", KeyRequest.NONE).effects()).isSameAs(SessionEffects.NONE);
    }

    private static PlanCache cache(Dialect dialect, int parameters) {
        int[][] places = new int[parameters][];
        for (int i = 0; i < parameters; i++) {
            places[i] = new int[] {2 * i + 1, 2 * i + 2};
        }
        Plan plan = new Plan(
                "INSERT",
                List.of("users-full-name"),
                places,
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
        return new PlanCache((sql, keys) -> plan, SqlMode.of(dialect), 10, WAITED, Optional.empty(), null);
    }
}
