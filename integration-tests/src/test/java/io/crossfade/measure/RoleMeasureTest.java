package io.crossfade.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleMeasureTest {

    @Test
    void namesTheRolesInAStatement() {
        assertThat(roles("with w (c) as (table s.t) select a, w.* from w x join u using (id) for update of x"))
                .containsExactlyInAnyOrder(
                        new Role("with", List.of("w"), 5),
                        new Role("with-column", List.of("c"), -1),
                        new Role("table", List.of("s", "t"), 21),
                        new Role("column", List.of("a"), 33),
                        new Role("star", List.of("w"), 36),
                        new Role("table", List.of("w"), 45),
                        new Role("alias", List.of("x"), -1),
                        new Role("table", List.of("u"), 54),
                        new Role("using", List.of("id"), -1),
                        new Role("lock", List.of("x"), 81));
    }

    @Test
    void whatIsWrittenToIsNotWhatIsRead() {
        assertThat(roles("insert into t as n (a) select b as c from t on conflict (a) do update set a = n.b"))
                .containsExactlyInAnyOrder(
                        new Role("target", List.of("t"), 12),
                        new Role("alias", List.of("n"), -1),
                        new Role("assigned", List.of("a"), 20),
                        new Role("label", List.of("c"), 30),
                        new Role("column", List.of("b"), 30),
                        new Role("table", List.of("t"), 42),
                        new Role("conflict", List.of("a"), -1),
                        new Role("assigned", List.of("a"), 74),
                        new Role("column", List.of("n", "b"), 78));
    }

    @Test
    void aRoleOfOneSideOnlyIsADifference() {
        Role column = new Role("column", List.of("a"), 7);
        assertThat(RoleMeasure.difference(List.of(column), List.of(column))).isEmpty();
        assertThat(RoleMeasure.difference(List.of(column), List.of())).contains("[a]");
        assertThat(RoleMeasure.difference(List.of(), List.of(column))).contains("[a]");
        assertThat(RoleMeasure.difference(List.of(column), List.of(new Role("label", List.of("a"), 7))))
                .contains("column")
                .contains("label");
        assertThat(RoleMeasure.difference(List.of(column, column), List.of(column)))
                .contains("[a]");
    }

    @Test
    void theServerGetsNumberedParametersAndSingleQuestionMarks() {
        ServerText text = ServerText.of("select '?' || a ?? ? from t -- ?");
        assertThat(text.sql()).isEqualTo("select '?' || a ?  $1  from t -- ?");
        assertThat(text.origin(text.sql().indexOf("from"))).isEqualTo(21);
    }

    @Test
    void namesAreAsLongAsPostgresKeepsThem() {
        assertThat(new Role("table", List.of("ä".repeat(40)), 0).parts()).containsExactly("ä".repeat(31));
    }

    private static List<Role> roles(String sql) {
        return OwnRoles.of(SqlParser.parse(Dialect.POSTGRESQL, sql).get(0));
    }
}
