package io.crossfade.jdbc;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlMode;
import java.util.List;
import java.util.Optional;

/**
 * What a text means on a connection, besides what it says.
 *
 * @param mode how it falls into tokens
 * @param foldsTables MySQL's and MariaDB's {@code lower_case_table_names} other than 0
 * @param searchPath the schemas in which unqualified names are looked up, implicit ones included; in MySQL and MariaDB
 *     the current database
 * @param obstacle a setting of the session under which statements that touch a migrating table can't be rewritten
 */
record SqlContext(SqlMode mode, boolean foldsTables, List<String> searchPath, Optional<String> obstacle) {

    SqlContext {
        searchPath = List.copyOf(searchPath);
    }

    static SqlContext postgres(List<String> searchPath) {
        return new SqlContext(SqlMode.of(Dialect.POSTGRESQL), false, searchPath, Optional.empty());
    }

    Dialect dialect() {
        return mode.dialect();
    }
}
