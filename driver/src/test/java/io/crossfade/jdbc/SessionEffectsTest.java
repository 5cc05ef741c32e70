package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.sql.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionEffectsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT role FROM users                                |        |        |
            UPDATE users SET role = 'x'                           |        |        |
            USE shop                                              | path   |        |
            /* a */ use shop                                      | path   |        |
            SET sql_mode = 'ANSI'                                 | path   |        |
            /*!80000 SET sql_mode = 'ANSI' */                     | path   | schema |
            SELECT 1; USE archive                                 | path   |        |
            CALL setup()                                          | path   |        |
            RENAME TABLE a TO b                                   |        | schema |
            DO RELEASE_ALL_LOCKS()                                |        |        | locks
            SELECT release_lock('crossfade:1:0')                  |        |        | locks
            """)
    void findsWhatATextDoesToAMySqlSession(String sql, String path, String schema, String locks) {
        SessionEffects effects = SessionEffects.of(Dialect.MYSQL, sql);
        assertThat(effects.context()).as("path").isEqualTo(path != null);
        assertThat(effects.schema()).as("schema").isEqualTo(schema != null);
        assertThat(effects.locks()).as("locks").isEqualTo(locks != null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT role, temp FROM users                          |        |        |
            UPDATE users SET role = 'x' WHERE temp = 1            |        |        |
            SELECT 1;                                             |        |        |
            SET search_path = a                                   | path   |        |
            /* c */ -- d                                          |        |        |
            /* a */ set local role x                              | path   |        |
            SELECT set_config('search_path', 'a', false)          | path   |        |
            SELECT 1; SET ROLE x                                  | path   |        |
            RESET ALL                                             | path   |        | locks
            reset  all                                            | path   |        | locks
            RESET crossfade.session                               | path   |        | locks
            DISCARD ALL                                           | path   |        | locks
            SELECT pg_advisory_unlock_all()                       |        |        | locks
            CREATE TEMP TABLE t (id int)                          | path   | schema |
            SELECT * INTO TEMPORARY t FROM u                      | path   |        |
            alter table t add c int                               |        | schema |
            BEGIN; DROP TABLE t; COMMIT                           |        | schema |
            CALL setup()                                          | path   |        |
            """)
    void findsWhatATextDoesToItsSession(String sql, String path, String schema, String locks) {
        SessionEffects effects = SessionEffects.of(Dialect.POSTGRESQL, sql);
        assertThat(effects.context()).as("path").isEqualTo(path != null);
        assertThat(effects.schema()).as("schema").isEqualTo(schema != null);
        assertThat(effects.locks()).as("locks").isEqualTo(locks != null);
    }
}
