package io.crossfade.benchmarks.wrapping;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What wrappers cost on a driver that does nothing: of each figure that of RAW in the same run is to be taken off. Run with
 * {@code -prof gc} for the bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class WrappingBenchmark {

    private static final int ROWS = 1_000;
    private static final int BATCH = 100;

    /** What is measured. */
    @Param
    public Way way = Way.RAW;

    @SuppressWarnings("NullAway.Init") // by the harness
    private Connection connection;

    @SuppressWarnings("NullAway.Init") // by the harness
    private PreparedStatement prepared;

    @SuppressWarnings("NullAway.Init") // by the harness
    private char[] characters;

    private int texts;

    /** Opens the connection. */
    @Setup(Level.Trial)
    public void open() throws SQLException {
        DatabaseServer server = Servers.get(Product.POSTGRESQL);
        server.dropDatabase("bench");
        server.createDatabase("bench");
        server.execute(
                "bench",
                "CREATE TABLE bench_users (id bigint PRIMARY KEY, name text, email text, visits bigint,"
                        + " note text, full_name text)");
        StubDriver.register();
        connection = way.connect(server.url("bench"));
        prepared = connection.prepareStatement(Text.SELECT);
        characters = Text.SELECT.toCharArray();
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() throws SQLException {
        prepared.close();
        connection.close();
    }

    /** Prepare, bind, execute, read a row. */
    @Benchmark
    public long select() throws SQLException {
        return select(Text.SELECT);
    }

    /** The same, the text made anew each time. */
    @Benchmark
    public long selectWithATextOfItsOwn() throws SQLException {
        return select(new String(characters));
    }

    private long select(String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setLong(1, 1);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Prepare, bind twice, update. */
    @Benchmark
    public int update() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Text.UPDATE)) {
            statement.setString(1, "name");
            statement.setLong(2, 1);
            return statement.executeUpdate();
        }
    }

    /** Bind, execute and read a row of what is prepared. */
    @Benchmark
    public long again() throws SQLException {
        prepared.setLong(1, 1);
        try (ResultSet rows = prepared.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** 1,000 rows of five columns, by number. */
    @Benchmark
    public void rows(Blackhole hole) throws SQLException {
        prepared.setLong(1, ROWS);
        try (ResultSet rows = prepared.executeQuery()) {
            while (rows.next()) {
                hole.consume(rows.getLong(1));
                hole.consume(rows.getString(2));
                hole.consume(rows.getString(3));
                hole.consume(rows.getLong(4));
                hole.consume(rows.getString(5));
            }
        }
    }

    /** A batch of 100 rows. */
    @Benchmark
    public int[] batch() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Text.UPDATE)) {
            for (int i = 0; i < BATCH; i++) {
                statement.setString(1, "name");
                statement.setLong(2, i);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /** A text that hasn't been seen yet, of 200 characters, on tables that don't migrate. */
    @Benchmark
    public long neverSeen() throws SQLException {
        return select(Text.NEW + ++texts);
    }
}
