package io.crossfade.jdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transaction is open on a connection, asked after each statement and after each end of a transaction.
 */
interface Transactions {

    /** No session has this number. */
    int UNKNOWN = -1;

    /** Whether nothing is uncommitted. */
    boolean isIdle() throws SQLException;

    /** Whether the transaction can only be rolled back, so that no query of ours would get through. */
    boolean isFailed();

    /** The search path as the server reports each change of it, which PostgreSQL does from 18 on; null if it doesn't. */
    default @Nullable String reportedSearchPath() {
        return null;
    }

    /** The server's number for the session; {@link #UNKNOWN} if it isn't known. */
    default int process() {
        return UNKNOWN;
    }

    /** Whether the delegate has each text described before it is run, and mixes up the columns of several in one. */
    default boolean describesFirst() {
        return false;
    }

    /** A statement has been sent. */
    default void ran() {}

    /** {@code commit()}, {@code rollback()} or {@code setAutoCommit(true)} has come to its end. */
    default void ended() {}

    static Transactions of(Connection delegate) {
        return ProtocolState.of(delegate).orElseGet(() -> new ByFlags(delegate));
    }

    /** As the server says with each answer: it knows of every BEGIN and COMMIT, in whatever text they stood. */
    final class ProtocolState implements Transactions {

        private static final ClassValue<Optional<Getters>> GETTERS = new ClassValue<>() {
            @Override
            protected Optional<Getters> computeValue(Class<?> type) {
                return getters(type);
            }
        };

        private final Connection delegate;
        private final Getters getters;

        /**
         * Methods of the delegate.
         *
         * @param state of the transaction
         * @param parameter of the session, by its name
         * @param process the server's number for the session
         * @param threshold from which execution on a statement is prepared on the server; negative for all in binary
         */
        private record Getters(
                MethodHandle state, MethodHandle parameter, MethodHandle process, MethodHandle threshold) {}

        private ProtocolState(Connection delegate, Getters getters) {
            this.delegate = delegate;
            this.getters = getters;
        }

        @Override
        public @Nullable String reportedSearchPath() {
            try {
                return (String) getters.parameter().invokeExact(delegate, "search_path");
            } catch (Throwable e) {
                throw new IllegalStateException("the delegate doesn't tell what the server has reported", e);
            }
        }

        @Override
        public int process() {
            try {
                return (int) getters.process().invokeExact(delegate);
            } catch (Throwable e) {
                throw new IllegalStateException("the delegate doesn't tell its session's number", e);
            }
        }

        @Override
        public boolean describesFirst() {
            try {
                return (int) getters.threshold().invokeExact(delegate) < 0;
            } catch (Throwable e) {
                throw new IllegalStateException("the delegate doesn't tell how it prepares", e);
            }
        }

        static Optional<Transactions> of(Connection delegate) {
            return GETTERS.get(delegate.getClass()).map(getters -> new ProtocolState(delegate, getters));
        }

        @Override
        public boolean isIdle() {
            return state().equals("IDLE");
        }

        @Override
        public boolean isFailed() {
            return state().equals("FAILED");
        }

        private String state() {
            try {
                Enum<?> state = (Enum<?>) getters.state().invokeExact(delegate);
                return state.name();
            } catch (Throwable e) {
                throw new IllegalStateException("the delegate doesn't tell the state of its transaction", e);
            }
        }

        private static Optional<Getters> getters(Class<?> type) {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Class<?> shown : each.getInterfaces()) {
                    if (shown.getName().equals("org.postgresql.core.BaseConnection")) {
                        return Optional.of(gettersOf(shown));
                    }
                }
            }
            return Optional.empty();
        }

        private static Getters gettersOf(Class<?> baseConnection) {
            try {
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                MethodHandle state = lookup.unreflect(baseConnection.getMethod("getTransactionState"))
                        .asType(MethodType.methodType(Enum.class, Connection.class));
                MethodHandle parameter = lookup.unreflect(baseConnection.getMethod("getParameterStatus", String.class))
                        .asType(MethodType.methodType(String.class, Connection.class, String.class));
                MethodHandle process = lookup.unreflect(baseConnection.getMethod("getBackendPID"))
                        .asType(MethodType.methodType(int.class, Connection.class));
                MethodHandle threshold = lookup.unreflect(baseConnection.getMethod("getPrepareThreshold"))
                        .asType(MethodType.methodType(int.class, Connection.class));
                return new Getters(state, parameter, process, threshold);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this version of the delegate doesn't tell its transaction state", e);
            }
        }
    }

    /** As far as JDBC itself tells. */
    final class ByFlags implements Transactions {

        private final Connection delegate;
        private boolean open;

        ByFlags(Connection delegate) {
            this.delegate = delegate;
        }

        @Override
        public boolean isIdle() throws SQLException {
            return !open || delegate.getAutoCommit();
        }

        @Override
        public boolean isFailed() {
            return false;
        }

        @Override
        public void ran() {
            open = true;
        }

        @Override
        public void ended() {
            open = false;
        }
    }
}
