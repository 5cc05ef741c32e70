package io.crossfade.simulate;

import io.crossfade.migration.Side;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** JDBC as far as the product's protocol code asks for it, in front of a {@link Db}. */
public final class Connections {

    /** From which execution on PostgreSQL's driver prepares on the server: several statements go in one text. */
    private static final int USUAL_THRESHOLD = 5;

    private Connections() {}

    private static Object made(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(Connections.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static Object unknown(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "toString" -> "simulated";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> throw new UnsupportedOperationException("the simulation knows no " + method);
        };
    }

    /** A connection with a session of its own. */
    public static Connection open(Db db) throws SQLException {
        return (Connection) made(BaseConnection.class, new Client(db, db.connect()));
    }

    /** The session behind a connection. */
    public static Db.Session session(Connection connection) {
        return ((Client) Proxy.getInvocationHandler(connection)).session;
    }

    /** A client's end. */
    private static final class Client implements InvocationHandler {

        private final Db db;
        private final Db.Session session;
        private boolean autoCommit = true;
        private boolean closed;
        private boolean inTransaction;

        Client(Db db, Db.Session session) {
            this.db = db;
            this.session = session;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getAutoCommit" -> autoCommit;
                case "setAutoCommit" -> {
                    if (autoCommit != (Boolean) arguments[0] && inTransaction) {
                        commit();
                    }
                    autoCommit = (Boolean) arguments[0];
                    yield null;
                }
                case "createStatement" -> made(Statement.class, new Statements(this, ""));
                case "prepareStatement" -> made(PreparedStatement.class, new Statements(this, (String) arguments[0]));
                case "isClosed" -> closed;
                case "commit" -> {
                    commit();
                    yield null;
                }
                case "rollback" -> {
                    if (inTransaction) {
                        inTransaction = false;
                        Object unused = call("ROLLBACK", () -> {
                            db.rollback(session);
                            return null;
                        });
                    }
                    yield null;
                }
                case "close" -> {
                    if (!closed) {
                        closed = true;
                        session.clientGone = true;
                        db.scene.world.yieldHere();
                    }
                    yield null;
                }
                case "getTransactionState" -> inTransaction ? TransactionState.OPEN : TransactionState.IDLE;
                case "getParameterStatus" -> null;
                case "getBackendPID" -> session.number;
                case "getPrepareThreshold" -> USUAL_THRESHOLD;
                case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
                default -> unknown(proxy, method, arguments);
            };
        }

        private void commit() throws SQLException {
            if (inTransaction) {
                Object unused = call("COMMIT", () -> {
                    db.commit(session);
                    return null;
                });
                inTransaction = false;
            }
        }

        private <T> T call(String what, java.util.function.Supplier<T> action) throws SQLException {
            return call(what, () -> true, action);
        }

        private <T> T call(String what, java.util.function.BooleanSupplier ready, java.util.function.Supplier<T> action)
                throws SQLException {
            if (closed) {
                throw new SQLException("the connection is closed", "08003");
            }
            try {
                return db.call(session, what, ready, action);
            } catch (SQLException e) {
                closed = true;
                session.clientGone = true;
                throw e;
            }
        }

        /** Sends a text; gives the results of its statements. */
        List<List<Object[]>> send(String text, List<Object> values) throws SQLException {
            List<List<Object[]>> results = new ArrayList<>();
            String[] parts = text.split("; ");
            boolean fenceFirst = Guard.REGISTERED_BEFORE_THE_FENCE_IS_READ.isOff()
                    && parts.length == 4
                    && parts[2].contains("fence");
            if (fenceFirst) {
                results.add(run(parts[0], values));
                List<Object[]> fence = run(parts[2], values);
                results.add(run(parts[1], values));
                results.add(fence);
                results.add(run(parts[3], values));
                return results;
            }
            for (String part : parts) {
                results.add(run(part, values));
            }
            return results;
        }

        private List<Object[]> run(String sql, List<Object> values) throws SQLException {
            if (sql.startsWith("R ") || sql.startsWith("W ")) {
                return application(sql);
            }
            if (sql.startsWith("SELECT pg_catalog.current_schemas")) {
                return register(sql);
            }
            if (sql.startsWith("SELECT CASE WHEN epoch > ")) {
                long known = Long.parseLong(sql.split(" ")[5]);
                return call(
                        "reads the fence",
                        () -> rows(new Object[] {db.fenceEpoch > known ? db.scene.text(db.fence) : null}));
            }
            if (sql.startsWith("INSERT INTO crossfade.job")) {
                return call(
                        "takes the token",
                        () -> !db.isTokenShared(session, (String) values.get(0)),
                        () -> rows(db.takeToken((String) values.get(0), session.owner.ousted)));
            }
            if (sql.startsWith("SELECT 1 FROM crossfade.job")) {
                long token = (Long) values.get(1);
                return call("holds token " + token, () -> {
                    if (Guard.JOB_HOLDS_ITS_TOKEN.isOff()) {
                        return rows(1);
                    }
                    if (db.tokens.get((String) values.get(0)) == token) {
                        session.sharesToken = autoCommit ? null : (String) values.get(0);
                        return rows(1);
                    }
                    return List.of();
                });
            }
            if (sql.startsWith("SELECT CASE WHEN pg_try_advisory_lock(")) {
                return call("takes the lock of its run", () -> rows(db.takeRunLock(session, values.get(0)) ? 1 : 0));
            }
            if (sql.startsWith("SELECT pg_advisory_unlock(")) {
                return call("gives the lock of its run back", () -> rows(db.runLocks.remove(values.get(0), session)));
            }
            if (sql.startsWith("SELECT pg_terminate_backend(")) {
                long key = (Long) values.get(0) << 32 | (Long) values.get(1);
                return call("ends the run before", () -> rows(db.endRun(key)));
            }
            if (sql.startsWith("SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE pid = ")) {
                int number = Integer.parseInt(sql.split(" ")[8]);
                return call("looks for session " + number, () -> rows(db.isRegistered(number)));
            }
            if (sql.startsWith("DISCARD ALL")) {
                return call("DISCARD ALL", () -> {
                    session.key = null;
                    session.marked = false;
                    return List.of();
                });
            }
            if (sql.startsWith("BEGIN") || sql.equals("COMMIT") || sql.equals("ROLLBACK")) {
                // Those of the opening, which writes nothing.
                return List.of();
            }
            throw new UnsupportedOperationException("the simulation knows no " + sql);
        }

        private List<Object[]> register(String sql) throws SQLException {
            String[] locks = sql.split("pg_advisory_lock_shared\\(");
            long key = Long.parseLong(locks[1].substring(0, locks[1].indexOf(')')));
            boolean marks = locks.length > 2;
            return call("registers", () -> {
                session.key = key;
                session.marked |= marks;
                return rows(new String[] {"public"}, null, null, null); // the last: it is no replica
            });
        }

        /** {@code R row side epoch} or {@code W row sides epoch value}. */
        private List<Object[]> application(String sql) throws SQLException {
            String[] words = sql.split(" ");
            int row = Integer.parseInt(words[1]);
            long epoch = Long.parseLong(words[3]);
            boolean alone = autoCommit;
            inTransaction = !alone;
            if (words[0].equals("R")) {
                Side side = words[2].equals("S") ? Side.SOURCE : Side.TARGET;
                return call(sql, () -> {
                    db.begin(session);
                    List<Object[]> read = rows(db.read(session, row, side, epoch));
                    if (alone) {
                        db.commit(session);
                    }
                    return read;
                });
            }
            int value = db.scene.nextValue();
            return call(sql + " " + value, () -> db.isFree(row, session), () -> {
                db.begin(session);
                db.write(session, row, words[2].contains("S"), words[2].contains("T"), value, epoch);
                if (alone) {
                    db.commit(session);
                }
                return List.of();
            });
        }

        private static List<Object[]> rows(Object... columns) {
            List<Object[]> rows = new ArrayList<>();
            rows.add(columns);
            return rows;
        }
    }

    /** A statement of a client, with or without parameters. */
    private static final class Statements implements InvocationHandler {

        private final Client client;
        private final String text;
        private final List<Object> values = new ArrayList<>();
        private List<List<Object[]>> results = List.of();
        private int at;

        Statements(Client client, String text) {
            this.client = client;
            this.text = text;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
                case "setObject" -> {
                    values.add(arguments[1]);
                    yield null;
                }
                case "execute", "executeQuery", "executeUpdate" -> {
                    String sql = arguments == null ? text : (String) arguments[0];
                    results = client.send(sql, values);
                    at = 0;
                    yield method.getName().equals("executeQuery") ? resultSet() : result(method);
                }
                case "getMoreResults" -> ++at < results.size();
                case "getResultSet" -> resultSet();
                case "close" -> null;
                default -> unknown(proxy, method, arguments);
            };
        }

        private static Object result(Method method) {
            return method.getReturnType() == int.class ? (Object) 1 : (Object) true;
        }

        private Object resultSet() {
            List<Object[]> rows = results.get(at);
            int[] row = {-1};
            return made(ResultSet.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "next" -> ++row[0] < rows.size();
                case "getString", "getLong", "getBoolean" -> rows.get(row[0])[(Integer) arguments[0] - 1];
                case "getInt" -> ((Number) rows.get(row[0])[(Integer) arguments[0] - 1]).intValue();
                case "getArray" -> {
                    Object array = rows.get(row[0])[(Integer) arguments[0] - 1];
                    yield made(
                            Array.class,
                            (self, asked, with) ->
                                    asked.getName().equals("getArray") ? array : unknown(self, asked, with));
                }
                case "close" -> null;
                default -> unknown(proxy, method, arguments);
            });
        }
    }
}
