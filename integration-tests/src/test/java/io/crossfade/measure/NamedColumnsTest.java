package io.crossfade.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlParser;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamedColumnsTest {

    private static final TableId T = new TableId("public", "t");
    private static final TableId U = new TableId("public", "u");

    @Test
    void findsColumnsByTheirQualifier() {
        assertThat(names("select x.a, u.b, y.c from t x join u on x.d = u.d, (select 1 as c) y"))
                .isEqualTo(Map.of(T, Set.of("a", "d"), U, Set.of("b", "d")));
    }

    @Test
    void givesUnqualifiedOnesToTheOnlyTable() {
        assertThat(names("select a, b as l from t where c in (select d from u where u.e = t.f) order by l"))
                .isEqualTo(Map.of(T, Set.of("a", "b", "c", "f"), U, Set.of("d", "e")));
    }

    @Test
    void takesACommonTableForNoBaseTable() {
        assertThat(names("with t as (select a from u) select t.b from t")).isEqualTo(Map.of(U, Set.of("a")));
    }

    @Test
    void countsWhatAnInsertWithoutColumnsNeeds() {
        assertThat(names("insert into t values (1, 2) on conflict (a) do update set b = excluded.c where t.d = 1"))
                .isEqualTo(Map.of(T, Set.of("column_0", "column_1", "a", "b", "c", "d")));
    }

    @Test
    void knowsWhatIsWritten() {
        assertThat(names("update t as x set a = u.b from u where x.c = u.c"))
                .isEqualTo(Map.of(T, Set.of("a", "c"), U, Set.of("b", "c")));
        assertThat(names("insert into t (a, b) select c, d from u"))
                .isEqualTo(Map.of(T, Set.of("a", "b"), U, Set.of("c", "d")));
        assertThat(names("delete from s.t where a = 1")).isEqualTo(Map.of(new TableId("s", "t"), Set.of("a")));
    }

    @Test
    void leavesOutWhatIsNoColumnOfATable() {
        assertThat(names("select ctid, x, x.a from t x")).isEqualTo(Map.of(T, Set.of("a")));
    }

    private static Map<TableId, Set<String>> names(String sql) {
        return NamedColumns.of(
                Dialect.POSTGRESQL, SqlParser.parse(Dialect.POSTGRESQL, sql).get(0));
    }
}
