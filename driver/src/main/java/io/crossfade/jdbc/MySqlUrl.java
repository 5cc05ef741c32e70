package io.crossfade.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * The URLs of MySQL's and MariaDB's drivers. A connection has to be one session of one server for as long as it lives: by
 * its lock the database proves whether anything of an instance is left.
 */
final class MySqlUrl {

    private static final List<String> PLAIN = List.of("jdbc:mysql://", "jdbc:mariadb://");
    private static final List<String> RECONNECTING = List.of("autoReconnect", "autoReconnectForPools");

    private MySqlUrl() {}

    static void check(Settings settings) throws SQLException {
        String url = settings.delegateUrl();
        if (PLAIN.stream().noneMatch(url::startsWith)) {
            throw SqlState.CONFIGURATION.exception(
                    "Crossfade refuses a URL by which the delegate chooses among servers and"
                            + " changes them under a connection: begin it with " + Settings.URL_PREFIX + "mysql:// or "
                            + Settings.URL_PREFIX + "mariadb:// and name one host");
        }
        if (hosts(url).contains(",")) {
            throw SqlState.CONFIGURATION.exception(
                    "Crossfade refuses a URL with several hosts, among which the delegate"
                            + " changes under a connection: name one");
        }
        for (String name : RECONNECTING) {
            refuse(settings, name, "a session that the delegate opens by itself isn't known");
        }
        if (url.startsWith("jdbc:mariadb:")) {
            refuse(settings, "pool", "use a pool around Crossfade instead of one below it");
        }
    }

    private static void refuse(Settings settings, String name, String reason) throws SQLException {
        if (settings.delegateProperty(name)
                .filter(value -> !value.equalsIgnoreCase("false"))
                .isPresent()) {
            throw SqlState.CONFIGURATION.exception("Crossfade refuses " + name + "=true: " + reason);
        }
    }

    /** The part of the URL that names hosts, without what describes one of them in parentheses. */
    private static String hosts(String url) {
        String rest = url.substring(url.indexOf("//") + 2);
        return rest.replaceAll("\\([^)]*\\)", "").replaceAll("[/?].*", "");
    }
}
