package io.crossfade.control.job;

import io.crossfade.migration.InstanceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** A named lock, whose name is of the server and therefore made of schema and migration. */
record MySqlRunLock(String name) implements RunLock {

    /** It is gone, or another user's. */
    private static final Set<Integer> NOT_ENDED = Set.of(1094, 1095);

    static MySqlRunLock of(String schema, String migration) {
        return new MySqlRunLock("crossfade:job:" + Long.toHexString(InstanceKey.of(schema + "." + migration)));
    }

    @Override
    public boolean take(Connection connection) throws SQLException {
        return Rows.one(connection, "SELECT GET_LOCK(?, 0)", row -> row.getInt(1), name)
                        .orElseThrow()
                == 1;
    }

    @Override
    public void release(Connection connection) throws SQLException {
        var unused = Rows.one(connection, "SELECT RELEASE_LOCK(?)", row -> true, name);
    }

    @Override
    public void endHolder(Connection connection) throws SQLException {
        Optional<Long> holder = Rows.one(
                        connection,
                        "SELECT IS_USED_LOCK(?)",
                        row -> Optional.ofNullable(row.getString(1)).map(Long::valueOf),
                        name)
                .flatMap(found -> found);
        if (holder.isPresent()) {
            try {
                Rows.execute(connection, "KILL " + holder.get());
            } catch (SQLException e) {
                if (!NOT_ENDED.contains(e.getErrorCode())) {
                    throw e;
                }
            }
        }
    }
}
