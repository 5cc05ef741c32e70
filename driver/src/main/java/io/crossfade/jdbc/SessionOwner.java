package io.crossfade.jdbc;

import io.crossfade.migration.Snapshot;

/** What a session tells the instance that it belongs to. */
interface SessionOwner {

    /** The fence shows a later snapshot than the instance goes by. */
    void adopt(Snapshot later);

    /**
     * The connection was lost while the server was carrying something out, which may still come to its end there.
     *
     * @param gone to be run when nothing of the session is left in the server; not before this method has returned
     */
    void watch(ServerSession lost, Runnable gone);
}
