package io.crossfade.jdbc;

import io.crossfade.migration.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What one physical connection's session is like on the server, asked in the way of its database. Guarded by the monitor
 * of the {@link Session} that has it.
 */
interface ServerSession {

    /** Whether nothing is uncommitted, as far as the server's answers tell. */
    boolean isIdle() throws SQLException;

    /** Whether the transaction can only be rolled back, so that no query of ours would get through. */
    boolean isFailed();

    /**
     * Has the database register the session and reads the fence behind that, in one round trip; then as {@link #read}.
     *
     * @param known the epoch that the instance goes by
     * @throws SQLException also if the fence shows what this version doesn't understand
     */
    default Opening open(long known) throws SQLException {
        return Opening.without(read());
    }

    /**
     * What a registered session begins with.
     *
     * @param later the snapshot that the fence shows, if it is later than what is known
     * @param isWhole false if the fence couldn't be read, since a transaction is open: this has to be done when it has ended
     * @param standby present if the server is a read replica, whose copy of the fence says nothing of later snapshots
     */
    record Opening(SqlContext context, Optional<Snapshot> later, boolean isWhole, Optional<Standby> standby) {

        /** Of a session on a primary. */
        Opening(SqlContext context, Optional<Snapshot> later, boolean isWhole) {
            this(context, later, isWhole, Optional.empty());
        }

        /** Of a session that finds no later snapshot. */
        static Opening without(SqlContext context) {
            return new Opening(context, Optional.empty(), true);
        }

        /** Of a session that gave its locks up within a transaction, and has them again. */
        static Opening within(SqlContext context) {
            return new Opening(context, Optional.empty(), false);
        }
    }

    /**
     * A read replica.
     *
     * @param server tells the server's process from all others
     * @param shown what its own copy of the fence shows; of epoch 0 if it shows nothing yet
     */
    record Standby(String server, Snapshot shown) {}

    /**
     * Asks how texts are read now, and in the same round trip takes the lock by which the database knows the sessions of
     * this instance. Where no transaction is open none is left open: the application may still want to set its isolation.
     *
     * @return the same object as before if nothing has changed
     */
    SqlContext read() throws SQLException;

    /**
     * Whether it was opened before there was a fence by which a replica could be told from the primary: it has to be opened
     * again once there is one.
     */
    default boolean mayBeOnReplica() {
        return false;
    }

    /** Whether the server has told since it was asked last that its answer would be another now. */
    boolean hasMoved();

    /** Whether the end of a transaction may undo what changes how texts are read. */
    boolean isUndoneByTransactions();

    /** A statement is about to be sent. */
    default void runs() {}

    /** A statement has come to its end. */
    default void answered() {}

    /**
     * A statement has failed.
     *
     * @param sql what was sent last, as the application has it
     */
    default void failed(String sql) {}

    /** {@code commit()}, {@code rollback()} or the like has come to its end. */
    default void transactionEnded(boolean succeeded) {}

    /** Whether the rows of a statement may still be on their way when its execution returns. */
    default boolean streams(Statement statement) throws SQLException {
        return false;
    }

    /** Whether the server has announced another result behind the one that was read last. */
    default boolean expectsMore() {
        return false;
    }

    /**
     * Whether the server still has this session, whose connection is lost. Asked on another connection.
     *
     * @return false also where that can't be told
     */
    default boolean isLeft(Connection other) throws SQLException {
        return false;
    }

    /** The connection is closed. */
    default void closed() {}
}
