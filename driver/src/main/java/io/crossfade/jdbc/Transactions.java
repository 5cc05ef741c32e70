package io.crossfade.jdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether a transaction is open on a connection, asked after each statement and after each end of a transaction.
 */
interface Transactions {

    /** Whether nothing is uncommitted. */
    boolean isIdle() throws SQLException;

    /** Whether the transaction can only be rolled back, so that no query of ours would get through. */
    boolean isFailed();

    /** A statement has been sent. */
    default void ran() {}

    /** {@code commit()}, {@code rollback()} or {@code setAutoCommit(true)} has come to its end. */
    default void ended() {}

    static Transactions of(Connection delegate) {
        return ProtocolState.of(delegate).orElseGet(() -> new ByFlags(delegate));
    }

    /** As the server says with each answer: it knows of every BEGIN and COMMIT, in whatever text they stood. */
    final class ProtocolState implements Transactions {

        private static final ClassValue<Optional<MethodHandle>> GETTERS = new ClassValue<>() {
            @Override
            protected Optional<MethodHandle> computeValue(Class<?> type) {
                return getter(type);
            }
        };

        private final Connection delegate;
        private final MethodHandle getter;

        private ProtocolState(Connection delegate, MethodHandle getter) {
            this.delegate = delegate;
            this.getter = getter;
        }

        static Optional<Transactions> of(Connection delegate) {
            return GETTERS.get(delegate.getClass()).map(getter -> new ProtocolState(delegate, getter));
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
                Enum<?> state = (Enum<?>) getter.invokeExact(delegate);
                return state.name();
            } catch (Throwable e) {
                throw new IllegalStateException("the delegate doesn't tell the state of its transaction", e);
            }
        }

        private static Optional<MethodHandle> getter(Class<?> type) {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Class<?> shown : each.getInterfaces()) {
                    if (shown.getName().equals("org.postgresql.core.BaseConnection")) {
                        return Optional.of(getterOf(shown));
                    }
                }
            }
            return Optional.empty();
        }

        private static MethodHandle getterOf(Class<?> baseConnection) {
            try {
                Method method = baseConnection.getMethod("getTransactionState");
                return MethodHandles.publicLookup()
                        .unreflect(method)
                        .asType(MethodType.methodType(Enum.class, Connection.class));
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
