package io.crossfade.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source without a pool. Set up by its properties before the first connection is asked for; after that, safe for
 * use by several threads.
 */
public class CrossfadeDataSource implements DataSource {

    private final CrossfadeDriver driver = new CrossfadeDriver();
    private volatile @Nullable String url;
    private volatile @Nullable String user;
    private volatile @Nullable String password;
    private volatile Properties properties = new Properties();
    private volatile @Nullable PrintWriter logWriter;
    private volatile int loginTimeout;

    /** A data source to be set up by its properties. */
    public CrossfadeDataSource() {}

    /** The URL, or null if none has been set. */
    public @Nullable String getUrl() {
        return url;
    }

    /** Sets the URL, which begins with {@code jdbc:crossfade:}. */
    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    /** The user, or null if none has been set. */
    public @Nullable String getUser() {
        return user;
    }

    public void setUser(@Nullable String user) {
        this.user = user;
    }

    /** The password, or null if none has been set. */
    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    /** A copy of the properties, Crossfade's and the database driver's. */
    public Properties getProperties() {
        return (Properties) properties.clone();
    }

    /** Sets properties, Crossfade's and the database driver's. */
    public void setProperties(Properties properties) {
        this.properties = (Properties) properties.clone();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(user, password);
    }

    @Override
    public Connection getConnection(@Nullable String username, @Nullable String secret) throws SQLException {
        String target = url;
        if (target == null) {
            throw SqlState.CONFIGURATION.exception("set the data source's url");
        }
        Properties info = getProperties();
        if (username != null) {
            info.setProperty("user", username);
        }
        if (secret != null) {
            info.setProperty("password", secret);
        }
        if (loginTimeout > 0) {
            info.putIfAbsent("loginTimeout", Integer.toString(loginTimeout));
        }
        Connection connection = driver.connect(target, info);
        if (connection == null) {
            throw SqlState.CONFIGURATION.exception("the url begins with " + Settings.URL_PREFIX + ", not as " + target);
        }
        return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw SqlState.BYPASS.exception("a " + CrossfadeDataSource.class.getName() + " isn't a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
