package io.crossfade.jdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.util.Optional;

/**
 * The status that a MySQL or MariaDB server sends with each of its answers except errors, as the delegate keeps it. The
 * server knows of every START TRANSACTION and COMMIT, in whatever text they stood, and of commits that DDL implies.
 */
final class StatusFlags {

    private static final int IN_TRANSACTION = 1;
    private static final int AUTOCOMMIT = 2;
    private static final int MORE_RESULTS = 8;

    private static final ClassValue<Optional<Getters>> GETTERS = new ClassValue<>() {
        @Override
        protected Optional<Getters> computeValue(Class<?> type) {
            return getters(type);
        }
    };

    private final Connection delegate;
    private final Getters getters;

    /**
     * Methods of the delegate, each called with the connection.
     *
     * @param flags the status
     * @param thread the server's number of the session: another one after the delegate has connected again by itself
     */
    private record Getters(MethodHandle flags, MethodHandle thread) {}

    private StatusFlags(Connection delegate, Getters getters) {
        this.delegate = delegate;
        this.getters = getters;
    }

    /** Empty if the delegate isn't one that tells the status. */
    static Optional<StatusFlags> of(Connection delegate) {
        return GETTERS.get(delegate.getClass()).map(getters -> new StatusFlags(delegate, getters));
    }

    static boolean inTransaction(int flags) {
        return (flags & IN_TRANSACTION) != 0;
    }

    static boolean autocommit(int flags) {
        return (flags & AUTOCOMMIT) != 0;
    }

    boolean moreResults() {
        return (flags() & MORE_RESULTS) != 0;
    }

    long thread() {
        try {
            return (long) getters.thread().invokeExact(delegate);
        } catch (Throwable e) {
            throw new IllegalStateException("the delegate doesn't tell the number of its session", e);
        }
    }

    /** As the last answer had them. What an error leaves here is the delegate's own invention. */
    int flags() {
        try {
            return (int) getters.flags().invokeExact(delegate);
        } catch (Throwable e) {
            throw new IllegalStateException("the delegate doesn't tell the state of its transaction", e);
        }
    }

    private static Optional<Getters> getters(Class<?> type) {
        try {
            ClassLoader loader = type.getClassLoader();
            for (Class<?> shown : WrapperClass.allInterfaces(type)) {
                if (shown.getName().equals("com.mysql.cj.MysqlConnection")) {
                    return Optional.of(ofConnectorJ(shown, loader));
                }
            }
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                if (each.getName().equals("org.mariadb.jdbc.Connection")) {
                    return Optional.of(ofMariaDb(each, loader));
                }
            }
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of the delegate doesn't tell its transaction state", e);
        }
    }

    private static Getters ofConnectorJ(Class<?> connection, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> session = Class.forName("com.mysql.cj.Session", true, loader);
        Class<?> serverSession = Class.forName("com.mysql.cj.protocol.ServerSession", true, loader);
        MethodHandle server =
                chain(method(connection, "getSession", session), method(session, "getServerSession", serverSession));
        return new Getters(
                ofConnection(chain(server, method(serverSession, "getStatusFlags", int.class)), int.class),
                ofConnection(method(connection, "getId", long.class), long.class));
    }

    private static Getters ofMariaDb(Class<?> connection, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> contextType = Class.forName("org.mariadb.jdbc.client.Context", true, loader);
        MethodHandle context = method(connection, "getContext", contextType);
        return new Getters(
                ofConnection(chain(context, method(contextType, "getServerStatus", int.class)), int.class),
                ofConnection(chain(context, method(contextType, "getThreadId", long.class)), long.class));
    }

    private static MethodHandle method(Class<?> type, String name, Class<?> result)
            throws ReflectiveOperationException {
        return MethodHandles.publicLookup().findVirtual(type, name, MethodType.methodType(result));
    }

    private static MethodHandle chain(MethodHandle first, MethodHandle second) {
        return MethodHandles.filterReturnValue(first, second);
    }

    private static MethodHandle ofConnection(MethodHandle getter, Class<?> result) {
        return getter.asType(MethodType.methodType(result, Connection.class));
    }
}
