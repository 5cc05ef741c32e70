package io.crossfade.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalMeasureTest {

    private final List<String> sent = new ArrayList<>();

    @Test
    void plansEachStatementForAColumnThatItNames() {
        RefusalMeasure measure = measure("", "select a from t where b = ?", "select 1");
        assertThat(measure.rewritten()).isEqualTo(2);
        assertThat(measure.refused()).isZero();
        assertThat(measure.misnamed()).isZero();
        assertThat(sent)
                .contains(
                        "select crossfade_target AS a from t where b = ?",
                        "select a from t where crossfade_target = ?");
    }

    @Test
    void plansStatementsWrittenForTheTargetToo() {
        RefusalMeasure measure = new RefusalMeasure(
                (dialect, sql) -> {
                    sent.add(sql);
                    return "";
                },
                Change.MERGE,
                true,
                2);
        measure.add(new CorpusStatement("pg", "s", "select a from t", true));
        assertThat(measure.refused()).isZero();
        assertThat(measure.misnamed()).isZero();
        assertThat(sent)
                .contains(
                        "select CAST(concat(t.crossfade_target, ' ', t.crossfade_target_2) AS varchar(200)) AS a from t");
    }

    @Test
    void leavesOutMigrationsThatDoNotStart() {
        String upsert = "insert into t (a, b) values (1, 2) on conflict (a) do update set b = 3";
        for (Change change : Change.values()) {
            RefusalMeasure measure = new RefusalMeasure((dialect, sql) -> "", change, false, 2);
            measure.add(new CorpusStatement("pg", "s", upsert, true));
            assertThat(measure.refused()).as("%s", change).isZero();
            assertThat(measure.rewritten()).as("%s", change).isEqualTo(change.keepsUniqueIndexes() ? 2 : 1);
        }
    }

    @Test
    void countsRefusalsByTheirReason() {
        RefusalMeasure measure = measure("", "select t from t where t.a = 1", "select u from u where u.a = 1");
        assertThat(measure.refused()).isEqualTo(2);
        assertThat(measure.rewritten()).isZero();
        assertThat(printed(measure)).contains("- 2 × migration …: a whole row of table …");
    }

    @Test
    void countsWhatTheDatabaseRejects() {
        assertThat(measure("syntax error", "select a from t").rejected()).isPositive();
    }

    @Test
    void noticesARejectedStatementThatIsMended() {
        CorpusStatement statement = new CorpusStatement("pg", "s", "select a from t", false);
        RefusalMeasure lenient = new RefusalMeasure((dialect, sql) -> "", Change.RENAME, false, 2);
        lenient.addRejected(statement);
        assertThat(lenient.mended()).isPositive();
        RefusalMeasure strict = new RefusalMeasure((dialect, sql) -> "syntax error", Change.RENAME, false, 2);
        strict.addRejected(statement);
        assertThat(strict.mended()).isZero();
    }

    private RefusalMeasure measure(String objection, String... statements) {
        Acceptance acceptance = (dialect, sql) -> {
            sent.add(sql);
            return objection;
        };
        RefusalMeasure measure = new RefusalMeasure(acceptance, Change.RENAME, false, 2);
        for (String sql : statements) {
            measure.add(new CorpusStatement("pg", "s", sql, sql.contains("from")));
        }
        return measure;
    }

    private static String printed(RefusalMeasure measure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        measure.print("pg", new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
