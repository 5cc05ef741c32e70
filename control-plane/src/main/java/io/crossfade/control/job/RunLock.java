package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A lock that a session holds for a run of a job while it changes the schema where no transaction can hold the run's token. It
 * is gone with its session.
 */
interface RunLock {

    /** Takes it if it is free; doesn't wait. Returns whether this session has it. */
    boolean take(Connection connection) throws SQLException;

    void release(Connection connection) throws SQLException;

    /** Ends the session of another run that has it, if this user may; what that was doing is undone or left half done. */
    void endHolder(Connection connection) throws SQLException;
}
