package io.crossfade.jdbc;

import io.crossfade.phase.Epochs;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver for URLs that begin with {@code jdbc:crossfade:} and go on as the database driver's own URL does after
 * its {@code jdbc:}.
 *
 * <p>Registers itself; safe for use by several threads.
 */
public final class CrossfadeDriver implements Driver {

    private static final Hubs HUBS = new Hubs(SqlPlanning.Factory.REWRITING);

    static {
        try {
            DriverManager.registerDriver(new CrossfadeDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Delegates delegates;
    private final Hubs hubs;

    /** The driver as applications use it. */
    public CrossfadeDriver() {
        this(Delegates::find, HUBS);
    }

    CrossfadeDriver(Delegates delegates, Hubs hubs) {
        this.delegates = delegates;
        this.hubs = hubs;
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Settings settings = settings(url, info);
        Driver driver = delegates.driver(settings.delegateUrl());
        Hub hub = hubs.of(settings);
        Connector connector = () -> open(driver, settings);
        Epochs<Plans> epochs = hub.acquire(connector);
        Connection wrapped = null;
        try {
            Connection raw = connector.open();
            wrapped = wrap(raw, new Wiring(epochs, settings, hub, connector));
            hub.warnOfUnknown(settings.adopted());
            return wrapped;
        } finally {
            if (wrapped == null) {
                hub.release();
            }
        }
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return Settings.accepts(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) throws SQLException {
        List<DriverPropertyInfo> all = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            DriverPropertyInfo own = new DriverPropertyInfo(setting.key(), null);
            own.description = setting.description();
            all.add(own);
        }
        if (acceptsURL(url)) {
            Settings settings =
                    Settings.ofIncomplete(url, info == null ? new Properties() : info, System.getProperties());
            all.forEach(own ->
                    own.value = Setting.of(own.name).flatMap(settings::value).orElse(null));
            all.addAll(Arrays.asList(delegates
                    .driver(settings.delegateUrl())
                    .getPropertyInfo(settings.delegateUrl(), settings.delegateProperties())));
        }
        return all.toArray(DriverPropertyInfo[]::new);
    }

    @Override
    public int getMajorVersion() {
        return Version.MAJOR;
    }

    @Override
    public int getMinorVersion() {
        return Version.MINOR;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Crossfade logs through System.Logger, under io.crossfade");
    }

    /** The epochs behind a URL to which a connection is open, for tests. */
    static Epochs<Plans> epochs(String url) throws SQLException {
        return HUBS.of(settings(url, null)).epochs();
    }

    /** The instance's id behind a URL, for tests. */
    static String instance(String url) throws SQLException {
        return HUBS.of(settings(url, null)).id();
    }

    /** What a connection is wired to. */
    private record Wiring(Epochs<Plans> epochs, Settings settings, Hub hub, Connector connector) {}

    private static Settings settings(String url, @Nullable Properties info) throws SQLException {
        return Settings.of(url, Optional.ofNullable(info).orElseGet(Properties::new), System.getProperties());
    }

    private static Connection open(Driver driver, Settings settings) throws SQLException {
        Connection raw = driver.connect(settings.delegateUrl(), (Properties)
                settings.delegateProperties().clone());
        if (raw == null) {
            throw SqlState.CONFIGURATION.exception(
                    driver.getClass().getName() + " doesn't take the URL it is given: " + settings.delegateUrl());
        }
        return raw;
    }

    private static Connection wrap(Connection raw, Wiring wiring) throws SQLException {
        Settings settings = wiring.settings();
        @Nullable ServerSession server = null;
        try {
            server = wiring.hub().session(raw);
            Session session = new Session(
                    raw,
                    wiring.epochs(),
                    settings.adopted(),
                    settings.planCacheSize(),
                    server,
                    wiring.hub().openedBy(wiring.connector()),
                    settings.readLot());
            if (!session.isOnReplica()) {
                wiring.hub().leadsToPrimary(wiring.connector());
            }
            WarmUp.inBackground(session.dialect());
            return Wrapping.connection(raw, session, settings.allowsUnwrap(), wiring.hub()::release);
        } catch (SQLException | RuntimeException e) {
            raw.close();
            if (server != null) {
                server.closed();
            }
            throw e;
        }
    }
}
