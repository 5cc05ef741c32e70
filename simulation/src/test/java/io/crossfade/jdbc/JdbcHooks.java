package io.crossfade.jdbc;

import io.crossfade.migration.Snapshot;
import io.crossfade.simulate.Guard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Places in this package at which a guard is taken out, or something is left out that is no part of the protocol. */
public final class JdbcHooks {

    private JdbcHooks() {}

    public static boolean warmFrom(Plans plans, Plans previous, long nanos) {
        return true;
    }

    public static Optional<Snapshot> later(ServerSession.Opening opening) {
        return Guard.SESSION_READS_THE_FENCE.isOff() ? Optional.empty() : opening.later();
    }

    public static boolean isIdle(ServerSession server) throws SQLException {
        return Guard.CLAIM_LASTS_AS_LONG_AS_THE_TRANSACTION.isOff() || server.isIdle();
    }

    public static boolean isLost(Connection delegate) throws SQLException {
        return delegate.isClosed() && !Guard.LOST_SESSIONS_ARE_WAITED_FOR.isOff();
    }

    public static boolean locks(SessionEffects effects) {
        return effects.locks() && !Guard.LOST_LOCKS_ARE_TAKEN_AGAIN.isOff();
    }
}
