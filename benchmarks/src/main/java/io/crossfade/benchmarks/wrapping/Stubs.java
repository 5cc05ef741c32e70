package io.crossfade.benchmarks.wrapping;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;

import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.StubMethod;

/** Classes without reflection on the way: what isn't written out below goes to a real connection, or does nothing. */
final class Stubs {

    private static final Constructor<? extends OfConnection> CONNECTION = constructor(
            OfConnection.class, MethodCall.invokeSelf().onField("real").withAllArguments(), Connection.class);
    private static final Constructor<? extends OfStatement> STATEMENT =
            constructor(OfStatement.class, StubMethod.INSTANCE, OfConnection.class);
    private static final Constructor<? extends OfRows> ROWS =
            constructor(OfRows.class, StubMethod.INSTANCE, OfStatement.class);

    private Stubs() {}

    static Connection connection(Connection real) {
        return made(CONNECTION, real);
    }

    private static <T> Constructor<? extends T> constructor(Class<T> type, Implementation rest, Class<?> parameter) {
        try {
            return new ByteBuddy()
                    .subclass(type)
                    .method(isAbstract())
                    .intercept(rest)
                    .make()
                    .load(Stubs.class.getClassLoader(), ClassLoadingStrategy.Default.INJECTION)
                    .getLoaded()
                    .getDeclaredConstructor(parameter);
        } catch (NoSuchMethodException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static <T> T made(Constructor<? extends T> constructor, Object argument) {
        try {
            return constructor.newInstance(argument);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** A connection that keeps one statement of its own, so that preparing costs nothing. */
    public abstract static class OfConnection implements Connection {

        protected final Connection real;
        private final OfStatement statement;
        private boolean autoCommit = true;

        protected OfConnection(Connection real) {
            this.real = real;
            this.statement = made(STATEMENT, this);
        }

        @Override
        public PreparedStatement prepareStatement(String sql) throws java.sql.SQLException {
            return Text.isOfBenchmark(sql) ? statement : real.prepareStatement(sql);
        }

        @Override
        public boolean getAutoCommit() {
            return autoCommit;
        }

        @Override
        public void setAutoCommit(boolean on) throws java.sql.SQLException {
            autoCommit = on;
            real.setAutoCommit(on);
        }
    }

    /** A statement with one result. */
    public abstract static class OfStatement implements PreparedStatement {

        private static final int[] COUNTS = new int[100];

        private final OfConnection connection;
        private final OfRows rows;
        private long bound;

        protected OfStatement(OfConnection connection) {
            this.connection = connection;
            this.rows = made(ROWS, this);
        }

        @Override
        public void setLong(int index, long value) {
            bound = value;
        }

        @Override
        public void setString(int index, String value) {
            bound += value.length();
        }

        @Override
        public ResultSet executeQuery() {
            rows.left = (int) bound;
            return rows;
        }

        @Override
        public int executeUpdate() {
            return 1;
        }

        @Override
        public int[] executeBatch() {
            return COUNTS;
        }

        @Override
        public Connection getConnection() {
            return connection;
        }
    }

    /** As many rows as the number that was bound. */
    public abstract static class OfRows implements ResultSet {

        private final OfStatement statement;
        private int left;

        protected OfRows(OfStatement statement) {
            this.statement = statement;
        }

        @Override
        public boolean next() {
            return left-- > 0;
        }

        @Override
        public long getLong(int index) {
            return left;
        }

        @Override
        public String getString(int index) {
            return "a name";
        }

        @Override
        public java.sql.Statement getStatement() {
            return statement;
        }
    }
}
