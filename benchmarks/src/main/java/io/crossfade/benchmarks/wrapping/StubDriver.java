package io.crossfade.benchmarks.wrapping;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers the benchmarks' statements from memory, so that what is left is what a wrapper costs. Everything else, such as what a
 * wrapper asks when it opens a session, goes to PostgreSQL.
 */
final class StubDriver implements Driver {

    private final Driver postgresql;

    private StubDriver(Driver postgresql) {
        this.postgresql = postgresql;
    }

    /** Puts it in the place of PostgreSQL's driver. */
    static void register() throws SQLException {
        Driver found = DriverManager.getDriver("jdbc:postgresql://localhost/");
        if (!(found instanceof StubDriver)) {
            DriverManager.deregisterDriver(found);
            DriverManager.registerDriver(new StubDriver(found));
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Connection real = postgresql.connect(url, info);
        return real == null ? null : Stubs.connection(real);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return postgresql.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return postgresql.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return postgresql.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return postgresql.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(StubDriver.class.getName());
    }
}
