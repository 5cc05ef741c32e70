package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PgStatStatementsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "SELECT a FROM t WHERE b = $1 AND c IN ($2, $3) ~ SELECT a FROM t WHERE b = ? AND c IN (?, ?)",
                "SELECT now() - interval $1, date $2 ~ SELECT now() - interval '', date ''",
                "SELECT '$1', \"$2\", a$3 FROM t -- $4 ~ SELECT '$1', \"$2\", a$3 FROM t -- $4",
                "SELECT a AT TIME ZONE $1 FROM t ~ SELECT a AT TIME ZONE '' FROM t",
            })
    void putsMarkersWhereConstantsWere(String recorded, String read) {
        assertThat(PgStatStatements.withMarkers(recorded)).isEqualTo(read);
    }
}
