package io.crossfade.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * A delegate that writes down every call. Each line is the object, the method and the arguments; what a call answers is
 * as dull as can be.
 */
final class StubDatabase implements Driver {

    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    volatile OnExecute onExecute = sql -> {};
    volatile String url = "";
    volatile Properties properties = new Properties();
    private int statements;

    /** What happens while a statement runs. */
    interface OnExecute {
        void run(String sql) throws SQLException;
    }

    @Override
    public Connection connect(String target, Properties info) {
        url = target;
        properties = info;
        return proxy(Connection.class, new ConnectionStub());
    }

    @Override
    public boolean acceptsURL(String target) {
        return target.startsWith("jdbc:postgresql:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String target, Properties info) {
        return new DriverPropertyInfo[] {new DriverPropertyInfo("ssl", "false")};
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    /** The log since the last look. */
    List<String> taken() {
        synchronized (log) {
            List<String> lines = List.copyOf(log);
            log.clear();
            return lines;
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object dull(Class<?> type) {
        if (!type.isPrimitive() || type == void.class) {
            return type == int[].class ? new int[0] : type == long[].class ? new long[0] : null;
        }
        return type == boolean.class
                ? false
                : type == long.class
                        ? (Object) 0L
                        : type == int.class
                                ? (Object) 0
                                : type == short.class
                                        ? (Object) (short) 0
                                        : type == byte.class
                                                ? (Object) (byte) 0
                                                : type == float.class ? (Object) 0f : (Object) 0d;
    }

    private void log(String who, Method method, Object... arguments) {
        String text = Arrays.deepToString(arguments);
        log.add(who + "." + method.getName() + "(" + text.substring(1, text.length() - 1) + ")");
    }

    /** A connection. */
    private final class ConnectionStub implements InvocationHandler {

        private boolean autoCommit = true;
        private boolean closed;

        @Override
        public Object invoke(Object self, Method method, Object[] given) {
            Object[] arguments = given == null ? new Object[0] : given;
            switch (method.getName()) {
                case "hashCode":
                    return System.identityHashCode(self);
                case "equals":
                    return self == arguments[0];
                case "toString":
                    return "stub connection";
                case "isClosed":
                    return closed;
                case "getAutoCommit":
                    return autoCommit;
                case "createStatement":
                    return proxy(Statement.class, new StatementStub("", (Connection) self));
                case "getMetaData":
                    return proxy(DatabaseMetaData.class, (proxy, called, args) -> dull(called.getReturnType()));
                default:
                    log("connection", method, arguments);
            }
            switch (method.getName()) {
                case "setAutoCommit" -> autoCommit = (Boolean) arguments[0];
                case "close", "abort" -> closed = true;
                case "prepareStatement" -> {
                    return proxy(PreparedStatement.class, new StatementStub((String) arguments[0], (Connection) self));
                }
                case "prepareCall" -> {
                    return proxy(CallableStatement.class, new StatementStub((String) arguments[0], (Connection) self));
                }
                default -> {}
            }
            return dull(method.getReturnType());
        }
    }

    /** A statement of any kind. */
    private final class StatementStub implements InvocationHandler {

        private final String name = "s" + ++statements;
        private final String prepared;
        private final Connection connection;
        private final List<Object> properties = new ArrayList<>(Arrays.asList(0, 0, 0, 0, 0, false));
        private boolean closed;

        StatementStub(String prepared, Connection connection) {
            this.prepared = prepared;
            this.connection = connection;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] given) throws SQLException {
            Object[] arguments = given == null ? new Object[0] : given;
            List<String> kept =
                    List.of("FetchSize", "MaxRows", "QueryTimeout", "FetchDirection", "MaxFieldSize", "Poolable");
            String called = method.getName();
            int property = kept.indexOf(called.replaceFirst("^(get|set|is)", ""));
            if (property >= 0 && arguments.length == 0) {
                return properties.get(property);
            }
            switch (called) {
                case "hashCode":
                    return System.identityHashCode(self);
                case "equals":
                    return self == arguments[0];
                case "toString":
                    return name;
                case "isClosed":
                    return closed;
                case "isCloseOnCompletion":
                    return false;
                case "getConnection":
                    return connection;
                case "executeQuery":
                    if (arguments.length == 1 && ((String) arguments[0]).contains("current_schemas")) {
                        return schemas();
                    }
                    break;
                default:
                    break;
            }
            log(name, method, arguments);
            if (property >= 0) {
                properties.set(property, arguments[0]);
            }
            if (called.equals("close")) {
                closed = !prepared.isEmpty();
            }
            if (called.startsWith("execute")) {
                onExecute.run(arguments.length > 0 ? (String) arguments[0] : prepared);
            }
            if (method.getReturnType() == ResultSet.class && called.equals("executeQuery")) {
                return proxy(ResultSet.class, (rows, asked, args) -> switch (asked.getName()) {
                    case "getStatement" -> self;
                    case "hashCode" -> System.identityHashCode(rows);
                    case "equals" -> rows == args[0];
                    default -> dull(asked.getReturnType());
                });
            }
            return dull(method.getReturnType());
        }

        private ResultSet schemas() {
            Array array = proxy(Array.class, (self, method, arguments) -> new String[] {"pg_catalog", "public"});
            return proxy(
                    ResultSet.class,
                    (self, method, arguments) ->
                            method.getName().equals("getArray") ? array : dull(method.getReturnType()));
        }
    }

    /** Calls a method and throws what it throws. */
    static Object call(Object target, Method method, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
