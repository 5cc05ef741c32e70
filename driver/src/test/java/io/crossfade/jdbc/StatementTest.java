package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.phase.Claim;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementTest {

    private static final String UPDATE = "UPDATE users SET name = ? WHERE id = ?";

    @Test
    void passesOnByteForByteWhatTouchesNothing() throws SQLException {
        Driven driven = new Driven(2);
        String odd = "/*+ hint */ SELECT '?' , \"ä\"\t-- ?\r\n FROM orders ;; \u0000";
        try (Statement statement = driven.connection.createStatement()) {
            statement.execute(odd);
            statement.executeUpdate(odd, new int[] {1});
            statement.executeUpdate(odd, new String[] {"ID"});
            statement.executeLargeUpdate(odd, Statement.RETURN_GENERATED_KEYS);
        }
        assertThat(driven.database.taken())
                .containsExactly(
                        "s2.execute(" + odd + ")",
                        "s2.executeUpdate(" + odd + ", [1])",
                        "s2.executeUpdate(" + odd + ", [ID])",
                        "s2.executeLargeUpdate(" + odd + ", 1)",
                        "s2.close()");
    }

    @Test
    void plansNothingWhereThereIsNoMigration() throws SQLException {
        Driven driven = new Driven(2, false);
        driven.connection.prepareStatement(UPDATE).executeUpdate();
        assertThat(driven.database.taken())
                .containsExactly("connection.prepareStatement(" + UPDATE + ")", "s2.executeUpdate()");
    }

    @Test
    void aTransactionStaysUnderItsEpochUntilItEnds() throws SQLException {
        Driven driven = new Driven(1);
        driven.connection.setAutoCommit(false);
        Statement statement = driven.connection.createStatement();
        statement.execute("SELECT 1");
        driven.publish(3);
        statement.execute("SELECT * FROM users");

        assertThat(driven.epochs.drained()).isEqualTo(1);
        driven.connection.commit();
        assertThat(driven.epochs.drained()).isEqualTo(3);

        statement.execute("SELECT * FROM users");
        assertThat(driven.database.taken())
                .contains("s2.execute(SELECT * FROM users /* 1 */)", "s2.execute(SELECT * FROM users /* 3 */)");
    }

    @Test
    void aStatementInAutocommitHoldsItsEpochWhileItRuns() throws Exception {
        Driven driven = new Driven(1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch published = new CountDownLatch(1);
        driven.database.onExecute = sql -> {
            running.countDown();
            await(published);
        };
        Thread thread = new Thread(() -> run(driven.connection, "UPDATE users SET name = 'a'"));
        thread.start();
        await(running);
        driven.publish(2);

        assertThat(driven.epochs.drained()).isEqualTo(1);
        assertThat(driven.epochs.oldest())
                .hasValueSatisfying(work -> assertThat(work.sql()).isEqualTo("UPDATE users SET name = 'a'"));
        published.countDown();
        thread.join();
        assertThat(driven.epochs.drained()).isEqualTo(2);
    }

    @Test
    void twoThreadsOnOneConnectionShareAClaim() throws Exception {
        Driven driven = new Driven(1);
        CountDownLatch slowRuns = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        driven.database.onExecute = sql -> {
            if (sql.contains("slow")) {
                slowRuns.countDown();
                await(end);
            }
        };
        Thread slow = new Thread(() -> run(driven.connection, "SELECT slow"));
        slow.start();
        await(slowRuns);
        run(driven.connection, "SELECT fast");
        driven.publish(2);

        assertThat(driven.epochs.drained()).as("the slow one still runs").isEqualTo(1);
        end.countDown();
        slow.join();
        assertThat(driven.epochs.drained()).isEqualTo(2);
    }

    @Test
    void aFailureNeitherLeaksAClaimNorDropsIt() throws SQLException {
        Driven driven = new Driven(1);
        SQLException failure = new SQLException("duplicate", "23505");
        driven.database.onExecute = sql -> {
            throw failure;
        };
        Statement statement = driven.connection.createStatement();
        assertThatThrownBy(() -> statement.execute("INSERT INTO users DEFAULT VALUES"))
                .isSameAs(failure);
        driven.publish(2);
        assertThat(driven.epochs.drained()).as("autocommit: nothing is left").isEqualTo(2);

        driven.connection.setAutoCommit(false);
        assertThatThrownBy(() -> statement.execute("INSERT INTO users DEFAULT VALUES"))
                .isSameAs(failure);
        driven.publish(3);
        assertThat(driven.epochs.drained()).as("the transaction is open").isEqualTo(2);
        driven.connection.rollback();
        assertThat(driven.epochs.drained()).isEqualTo(3);
    }

    @Test
    void aRefusalNamesItselfAndSendsNothing() throws SQLException {
        Driven driven = new Driven(1);
        Statement statement = driven.connection.createStatement();

        assertThatThrownBy(() -> statement.execute("COPY users -- refused in 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MG001"))
                .hasMessageContaining("users-full-name")
                .hasMessageContaining("a construct");
        driven.publish(2);

        assertThat(driven.epochs.drained()).isEqualTo(2);
        assertThat(driven.database.taken()).isEmpty();
    }

    @Test
    void closingReleasesTheClaim() throws SQLException {
        for (boolean abort : List.of(true, false)) {
            Driven driven = new Driven(1);
            driven.connection.setAutoCommit(false);
            driven.connection.createStatement().execute("SELECT 1");
            driven.publish(2);
            if (abort) {
                driven.connection.abort(Runnable::run);
            } else {
                driven.connection.close();
            }
            assertThat(driven.epochs.drained()).isEqualTo(2);
            assertThat(driven.epochs.sessions()).isZero();
        }
    }

    @Test
    void aStatementHeldAcrossAnEpochIsPreparedAgainWithWhatItHolds() throws SQLException {
        Driven driven = new Driven(1);
        PreparedStatement statement = driven.connection.prepareStatement(
                UPDATE, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(7);
        statement.setMaxRows(8);
        statement.setQueryTimeout(9);
        statement.setPoolable(true);
        statement.setEscapeProcessing(false);
        statement.setCursorName("c");
        statement.setString(1, "a");
        statement.setLong(2, 1L << 40);
        driven.database.taken();
        driven.publish(2);
        statement.executeUpdate();

        assertThat(driven.database.taken())
                .containsExactly(
                        "connection.prepareStatement(" + UPDATE + " /* 2 */, 1004, 1007)",
                        "s3.setFetchSize(7)",
                        "s3.setMaxRows(8)",
                        "s3.setQueryTimeout(9)",
                        "s3.setPoolable(true)",
                        "s3.setEscapeProcessing(false)",
                        "s3.setCursorName(c)",
                        "s3.clearParameters()",
                        "s3.setString(1, a)",
                        "s3.setString(3, a)",
                        "s3.setLong(2, 1099511627776)",
                        "s2.close()",
                        "s3.executeUpdate()");

        statement.setString(1, "b");
        statement.executeUpdate();
        assertThat(driven.database.taken())
                .containsExactly("s3.setString(1, b)", "s3.setString(3, b)", "s3.executeUpdate()");
    }

    @Test
    void aBatchHeldAcrossAnEpochRunsWholeUnderTheNewOne() throws SQLException {
        Driven driven = new Driven(1);
        PreparedStatement statement = driven.connection.prepareStatement(UPDATE);
        statement.setString(1, "a");
        statement.setInt(2, 1);
        statement.addBatch();
        statement.setString(1, "b");
        statement.addBatch();
        driven.database.taken();
        driven.publish(2);
        statement.executeBatch();

        assertThat(driven.database.taken())
                .containsExactly(
                        "connection.prepareStatement(" + UPDATE + " /* 2 */)",
                        "s3.setString(1, a)",
                        "s3.setString(3, a)",
                        "s3.setInt(2, 1)",
                        "s3.addBatch()",
                        "s3.setString(1, b)",
                        "s3.setString(3, b)",
                        "s3.setInt(2, 1)",
                        "s3.addBatch()",
                        "s3.clearParameters()",
                        "s3.setString(1, b)",
                        "s3.setString(3, b)",
                        "s3.setInt(2, 1)",
                        "s2.close()",
                        "s3.executeBatch()");

        driven.publish(3);
        statement.executeBatch();
        assertThat(driven.database.taken()).as("what has run is gone").noneMatch(line -> line.contains("addBatch"));
    }

    @Test
    void textsInABatchArePlannedWhenTheyRun() throws SQLException {
        Driven driven = new Driven(1);
        Statement statement = driven.connection.createStatement();
        statement.addBatch("UPDATE users SET name = 'a'");
        statement.addBatch("SELECT 1");
        driven.publish(2);
        assertThat(driven.database.taken())
                .as("the delegate checks each at once")
                .containsExactly("s2.addBatch(UPDATE users SET name = 'a')", "s2.addBatch(SELECT 1)");
        statement.executeBatch();
        assertThat(driven.database.taken())
                .containsExactly(
                        "s2.clearBatch()",
                        "s2.addBatch(UPDATE users SET name = 'a' /* 2 */)",
                        "s2.addBatch(SELECT 1)",
                        "s2.executeBatch()");
    }

    @Test
    void aBatchThatNothingIsPlannedOfIsTheDelegates() throws SQLException {
        Driven driven = new Driven(1);
        Statement statement = driven.connection.createStatement();
        statement.addBatch("SELECT 1");
        statement.executeBatch();
        assertThat(driven.database.taken()).containsExactly("s2.addBatch(SELECT 1)", "s2.executeBatch()");
    }

    @Test
    void aBatchAfterOneThatFailedHoldsNothingOfIt() throws SQLException {
        Driven driven = new Driven(1);
        Statement statement = driven.connection.createStatement();
        driven.database.onExecute = sql -> {
            throw new SQLException("a failure");
        };
        statement.addBatch("SELECT 1");
        assertThatThrownBy(statement::executeBatch).hasMessage("a failure");
        driven.database.onExecute = sql -> {};
        driven.database.taken();
        statement.addBatch("SELECT 2");
        statement.executeBatch();
        assertThat(driven.database.taken())
                .containsExactly(
                        "s2.addBatch(SELECT 2)", "s2.clearBatch()", "s2.addBatch(SELECT 2)", "s2.executeBatch()");
        statement.addBatch("SELECT 3");
        statement.executeBatch();
        assertThat(driven.database.taken()).containsExactly("s2.addBatch(SELECT 3)", "s2.executeBatch()");
    }

    @Test
    void aBatchWithARefusedTextSendsNothing() throws SQLException {
        Driven driven = new Driven(1);
        Statement statement = driven.connection.createStatement();
        statement.addBatch("UPDATE users SET name = 'a'");
        statement.addBatch("users refused in 1");
        assertThatThrownBy(statement::executeBatch).hasMessageContaining("a construct");
        assertThat(driven.database.taken()).noneMatch(line -> line.contains("execute"));
    }

    @Test
    void aStatementThatIsPreparedAgainInVainStaysAsItWas() throws SQLException {
        Driven driven = new Driven(1);
        PreparedStatement statement = driven.connection.prepareStatement("SELECT * FROM users -- refused in 2");
        driven.publish(2);
        assertThatThrownBy(statement::executeQuery).hasMessageContaining("a construct");
        driven.publish(3);
        statement.executeQuery();
        assertThat(driven.database.taken())
                .contains("connection.prepareStatement(SELECT * FROM users -- refused in 2 /* 3 */)");
    }

    @Test
    void aClosedStatementStaysClosed() throws SQLException {
        Driven driven = new Driven(1);
        PreparedStatement statement = driven.connection.prepareStatement(UPDATE);
        statement.close();
        driven.publish(2);
        driven.database.taken();
        statement.executeUpdate();
        assertThat(driven.database.taken()).containsExactly("s2.executeUpdate()");
    }

    @Test
    void refusesKeysByIndexOnlyWhereTheTableMigrates() throws SQLException {
        Driven driven = new Driven(1);
        assertThatThrownBy(() -> driven.connection.prepareStatement(UPDATE, new int[] {1}))
                .hasMessageContaining("name the columns");
        assertThat(driven.connection.prepareStatement("INSERT INTO orders VALUES (1)", new int[] {1}))
                .isNotNull();
        driven.connection.prepareStatement("INSERT INTO users VALUES (1)", new String[] {"id"});
        assertThat(driven.database.taken())
                .contains(
                        "connection.prepareStatement(INSERT INTO orders VALUES (1), [1])",
                        "connection.prepareStatement(INSERT INTO users VALUES (1) /* 1 */, 1)");
    }

    @Test
    void everythingLeadsBackToTheWrapper() throws SQLException {
        Driven driven = new Driven(1);
        Connection connection = driven.connection;
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(prepared.getConnection()).isSameAs(connection);
            ResultSet rows = prepared.executeQuery();
            assertThat(rows.getStatement()).isSameAs(prepared);
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            assertThat(connection).isNotEqualTo(new Driven(1).connection);
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(connection.isWrapperFor(null))
                    .as("the delegate's answer")
                    .isFalse();
        }
    }

    @Test
    void aTextIsRunByTheOverloadThatTheApplicationCalls() throws SQLException {
        Driven driven = new Driven(1);
        Statement statement = driven.connection.createStatement();
        statement.execute("INSERT");
        statement.execute("INSERT", Statement.NO_GENERATED_KEYS);
        statement.executeUpdate("INSERT");
        statement.executeUpdate("INSERT", Statement.NO_GENERATED_KEYS);
        statement.executeLargeUpdate("INSERT");
        statement.executeLargeUpdate("INSERT", Statement.NO_GENERATED_KEYS);
        assertThat(driven.database.taken())
                .as("without a flag, MariaDB's driver returns keys")
                .containsExactly(
                        "s2.execute(INSERT)",
                        "s2.execute(INSERT, 2)",
                        "s2.executeUpdate(INSERT)",
                        "s2.executeUpdate(INSERT, 2)",
                        "s2.executeLargeUpdate(INSERT)",
                        "s2.executeLargeUpdate(INSERT, 2)");
    }

    @Test
    void answersNothingWhereTheDelegateAnswersNothing() throws SQLException {
        Driven driven = new Driven(1);
        assertThat(driven.connection.createArrayOf("text", null)).isNull();
        ResultSet rows = driven.connection.createStatement().executeQuery("SELECT 1");
        assertThat(rows.getObject(1, (Class<?>) null)).isNull();
    }

    @Test
    void twoArraysAreEqualIfTheDelegatesAre() throws SQLException {
        WrappedConnection connection = (WrappedConnection) new Driven(1).connection;
        Array one = Wrapping.array(connection, new EqualArray().shown());
        Array same = Wrapping.array(connection, new EqualArray().shown());
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo("an array");
    }

    /** Equal to any other array. */
    private static final class EqualArray {

        Array shown() {
            return (Array) Proxy.newProxyInstance(
                    Array.class.getClassLoader(), new Class<?>[] {Array.class}, (self, method, arguments) -> {
                        assertThat(method.getName()).isIn("equals", "hashCode", "toString");
                        return switch (method.getName()) {
                            case "equals" -> arguments[0] instanceof Array && !(arguments[0] instanceof WrappedArray);
                            case "hashCode" -> 7;
                            default -> "an array";
                        };
                    });
        }
    }

    @Test
    void aClaimIsTheConnectionsOwn() throws SQLException {
        Driven driven = new Driven(1);
        Claim<Plans> other = driven.epochs.register();
        other.take();
        driven.connection.createStatement().execute("SELECT 1");
        driven.publish(2);
        assertThat(driven.epochs.drained()).isEqualTo(1);
        other.release();
        assertThat(driven.epochs.drained()).isEqualTo(2);
    }

    static Stream<Method> setters() {
        return Arrays.stream(PreparedStatement.class.getMethods())
                .filter(method -> method.getDeclaringClass() == PreparedStatement.class
                        && method.getName().startsWith("set")
                        && method.getParameterTypes()[0] == int.class);
    }

    @ParameterizedTest
    @MethodSource("setters")
    void everySetterGoesToAllPlacesAndIsKept(Method setter) throws Exception {
        Driven driven = new Driven(2);
        PreparedStatement statement = driven.connection.prepareStatement(UPDATE);
        Object[] arguments = Arrays.stream(setter.getParameterTypes())
                .map(StatementTest::sample)
                .toArray();
        arguments[0] = 1;
        if (setter.getName().endsWith("Stream") && arguments.length > 2 && arguments[2] instanceof Integer) {
            arguments[2] = 3;
        }
        driven.database.taken();
        StubDatabase.call(statement, setter, arguments);

        List<String> set = driven.database.taken();
        assertThat(set).hasSize(2);
        String values = Arrays.deepToString(Arrays.copyOfRange(arguments, 1, arguments.length));
        if (!setter.getName().matches(".*Stream|setN?[BC]lob")) {
            String rest = values.substring(1, values.length() - 1) + ")";
            assertThat(set)
                    .containsExactly(
                            "s2." + setter.getName() + "(1, " + rest, "s2." + setter.getName() + "(3, " + rest);
        }

        driven.publish(3);
        statement.execute();
        List<String> again = driven.database.taken();
        assertThat(again.stream().filter(line -> line.startsWith("s3." + setter.getName())))
                .as("under epoch 3 it has one place again")
                .singleElement()
                .satisfies(line -> assertThat(line).contains("(1, "));
    }

    @Test
    void aStreamIsReadOnceForAllItsPlaces() throws Exception {
        Driven driven = new Driven(2);
        PreparedStatement statement = driven.connection.prepareStatement(UPDATE);
        CountingReader reader = new CountingReader();
        statement.setCharacterStream(1, reader, 3);
        assertThat(reader.read).as("no more than the length it was given").isEqualTo(3);
        driven.publish(4);
        statement.execute();
        assertThat(reader.read).isEqualTo(3);
        assertThat(driven.database.taken().stream().filter(line -> line.contains("setCharacterStream")))
                .hasSize(4);
    }

    /** Letters without end. */
    private static final class CountingReader extends java.io.Reader {

        private int read;

        @Override
        public int read(char[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, 'x');
            read += length;
            return length;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static Object sample(Class<?> type) {
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> "a " + type.getName());
        }
        return switch (type.getSimpleName()) {
            case "boolean" -> true;
            case "byte" -> (byte) -7;
            case "short" -> (short) -300;
            case "int" -> -70_000;
            case "long" -> 5L;
            case "float" -> 1.5f;
            case "double" -> -2.25;
            case "byte[]" -> new byte[] {1, 2};
            case "BigDecimal" -> new java.math.BigDecimal("1.50");
            case "Date" -> new java.sql.Date(0);
            case "Time" -> new java.sql.Time(0);
            case "Timestamp" -> new java.sql.Timestamp(0);
            case "Calendar" -> new java.util.GregorianCalendar();
            case "InputStream" -> new java.io.ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5, 6});
            case "Reader" -> new java.io.StringReader("abcdef");
            case "URL" -> StatementTest.class.getResource("StatementTest.class");
            default -> "text";
        };
    }

    private static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
