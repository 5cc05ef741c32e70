package io.crossfade.measure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.crossfade.sql.Dialect;

/**
 * A statement of a corpus.
 *
 * @param db {@code pg}, {@code mysql} or {@code mariadb}
 * @param source the file it was found in
 * @param sql as an application prepares it: {@code ?} is a parameter, {@code ??} the operator
 * @param touchesTable whether it names a base table
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CorpusStatement(String db, String source, String sql, boolean touchesTable) {

    public Dialect dialect() {
        return switch (db) {
            case "pg" -> Dialect.POSTGRESQL;
            case "mysql" -> Dialect.MYSQL;
            case "mariadb" -> Dialect.MARIADB;
            default -> throw new IllegalArgumentException("no dialect '" + db + "' in " + source);
        };
    }
}
