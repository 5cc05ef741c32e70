package io.crossfade.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the driver that a delegate's URL belongs to. */
@FunctionalInterface
interface Delegates {

    Driver driver(String url) throws SQLException;

    /** Among the drivers registered, and those that the context's and Crossfade's own class loaders can see. */
    static Driver find(String url) throws SQLException {
        for (Enumeration<Driver> registered = DriverManager.getDrivers(); registered.hasMoreElements(); ) {
            Driver driver = registered.nextElement();
            if (takes(driver, url)) {
                return driver;
            }
        }
        return Stream.of(
                        Thread.currentThread().getContextClassLoader(),
                        Delegates.class.getClassLoader(),
                        ClassLoader.getSystemClassLoader())
                .filter(Objects::nonNull)
                .distinct()
                .map(loader -> offered(loader, url))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> SqlState.CONFIGURATION.exception(
                        "no driver for " + withoutQuery(url) + " is on the class path; add " + hint(url)));
    }

    private static Optional<Driver> offered(ClassLoader loader, String url) {
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
        while (true) {
            try {
                if (!drivers.hasNext()) {
                    return Optional.empty();
                }
                Driver driver = drivers.next();
                if (takes(driver, url)) {
                    return Optional.of(driver);
                }
            } catch (ServiceConfigurationError e) {
                // Another driver's broken registration is none of this URL's business, as for DriverManager.
                System.getLogger(Delegates.class.getName()).log(System.Logger.Level.DEBUG, "a driver is skipped", e);
            }
        }
    }

    private static String hint(String url) {
        return Database.of(url).map(Database::driver).orElse("its driver");
    }

    private static boolean takes(Driver driver, String url) {
        try {
            return !(driver instanceof CrossfadeDriver) && driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
