package io.crossfade.jdbc;

import io.crossfade.migration.Snapshot;
import io.crossfade.phase.Claim;
import java.sql.SQLException;
import java.util.Optional;

/** What a session tells the instance that it belongs to. */
interface SessionOwner {

    /** The fence shows a later snapshot than the instance goes by. */
    void adopt(Snapshot later);

    /**
     * A session has been opened on a read replica: it works under the epochs of that server.
     *
     * @return empty if the server is behind what has been acknowledged: whoever works there now could see the data of any phase
     * @throws SQLException if the control plane doesn't know of such sessions, and can't be told
     */
    Optional<Claim<Plans>> join(ServerSession.Standby standby) throws SQLException;

    /** A session that has been opened there before is registered anew. */
    void shows(ServerSession.Standby standby);

    /**
     * The connection was lost while the server was carrying something out, which may still come to its end there.
     *
     * @param gone to be run when nothing of the session is left in the server; not before this method has returned
     */
    void watch(ServerSession lost, Runnable gone);
}
