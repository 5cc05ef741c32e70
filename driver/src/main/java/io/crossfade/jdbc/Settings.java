package io.crossfade.jdbc;

import io.crossfade.migration.ComparisonReport.Values;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A URL and its properties, taken apart into what is Crossfade's and what is the delegate's.
 *
 * @param delegateUrl the delegate's URL, each of its characters as it was written
 * @param delegateProperties the delegate's properties
 * @param values Crossfade's own
 */
record Settings(String delegateUrl, Properties delegateProperties, Map<Setting, String> values) {

    static final String URL_PREFIX = "jdbc:crossfade:";

    static boolean accepts(@Nullable String url) {
        return url != null && url.startsWith(URL_PREFIX);
    }

    /**
     * Takes apart a URL. Where a property is set more than once, the argument goes before the URL, and the URL before
     * the system properties.
     */
    static Settings of(String url, Properties arguments, Properties system) throws SQLException {
        Settings settings = ofIncomplete(url, arguments, system);
        settings.check();
        return settings;
    }

    /** The same for a URL to which something may still be added. */
    static Settings ofIncomplete(String url, Properties arguments, Properties system) throws SQLException {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(Setting.PREFIX)) {
                put(values, name, system.getProperty(name), "the system properties");
            }
        }
        String rest = "jdbc:" + withoutOwn(url.substring(URL_PREFIX.length()), values);
        Properties delegateProperties = new Properties();
        for (String name : arguments.stringPropertyNames()) {
            if (name.startsWith(Setting.PREFIX)) {
                put(values, name, arguments.getProperty(name), "the properties");
            } else {
                delegateProperties.setProperty(name, arguments.getProperty(name));
            }
        }
        arguments.forEach((key, value) -> {
            if (!(key instanceof String && value instanceof String)) {
                delegateProperties.put(key, value);
            }
        });
        return new Settings(rest, delegateProperties, values);
    }

    Optional<String> value(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    String database() throws SQLException {
        Optional<String> named = value(Setting.DATABASE).or(this::databaseInUrl);
        return named.orElseThrow(() -> SqlState.CONFIGURATION.exception(
                "the URL names no database; set " + Setting.DATABASE.key() + " to the logical database's name"));
    }

    Database kind() throws SQLException {
        Optional<Database> known = Database.of(delegateUrl);
        if (known.isEmpty()) {
            int end = delegateUrl.indexOf(':', "jdbc:".length());
            throw SqlState.CONFIGURATION.exception("this version of Crossfade doesn't work with '"
                    + (end < 0 ? delegateUrl : delegateUrl.substring("jdbc:".length(), end)) + "'; a URL begins with "
                    + Database.prefixes(URL_PREFIX));
        }
        return known.get();
    }

    /** A property of the delegate's, in whichever case it is written; the argument goes before the URL. */
    Optional<String> delegateProperty(String name) {
        for (String key : delegateProperties.stringPropertyNames()) {
            if (key.equalsIgnoreCase(name)) {
                return Optional.of(delegateProperties.getProperty(key));
            }
        }
        int query = delegateUrl.indexOf('?');
        return Arrays.stream(delegateUrl.substring(query + 1).split("&", -1))
                .filter(pair -> query >= 0 && pair.regionMatches(true, 0, name + "=", 0, name.length() + 1))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .reduce((first, second) -> second);
    }

    String application() {
        return value(Setting.APPLICATION).orElse("java");
    }

    Set<String> adopted() {
        return names(value(Setting.ADOPTED).orElse(""));
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    int planCacheSize() throws SQLException {
        String text = value(Setting.PLAN_CACHE_SIZE).orElse("2000");
        try {
            int size = Integer.parseInt(text);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw refused(Setting.PLAN_CACHE_SIZE, text, "a whole number from 0", e);
        }
        throw refused(Setting.PLAN_CACHE_SIZE, text, "a whole number from 0", null);
    }

    /** What is counted of the statements; empty for nothing. */
    Optional<Shapes> shapes() {
        String text = value(Setting.OBSERVE).orElse("false");
        return switch (text) {
            case "false", "" -> Optional.empty();
            case "true" -> Optional.of(new Shapes(Optional.empty()));
            default -> Optional.of(new Shapes(Optional.of(names(text))));
        };
    }

    /** How much is compared of what is read. */
    DualReads.Rate compareRate() throws SQLException {
        double percent = number(Setting.COMPARE_READS, "0.1", 100);
        return new DualReads.Rate(percent, number(Setting.COMPARE_PER_SECOND, "10", 1_000_000), comparesInside());
    }

    private boolean comparesInside() throws SQLException {
        String text = value(Setting.COMPARE_IN).orElse("background");
        return switch (text) {
            case "background" -> false;
            case "transaction" -> true;
            default -> throw refused(Setting.COMPARE_IN, text, "background or transaction", null);
        };
    }

    /** How values that differ are shown. */
    Values comparedValues() throws SQLException {
        String text = value(Setting.COMPARE_VALUES).orElse("hashed");
        return switch (text) {
            case "off" -> Values.OFF;
            case "hashed" -> Values.HASHED;
            case "shown" -> Values.SHOWN;
            default -> throw refused(Setting.COMPARE_VALUES, text, "off, hashed or shown", null);
        };
    }

    /** The lot of all transactions; empty if each is to have one of its own. */
    ReadLot readLot() {
        return ReadLot.of(value(Setting.READ_KEY));
    }

    private double number(Setting setting, String byDefault, double most) throws SQLException {
        String text = value(setting).orElse(byDefault);
        String expected = "a number from 0 to " + (long) most;
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(setting, text, expected, e);
        }
        throw refused(setting, text, expected, null);
    }

    boolean allowsUnwrap() {
        return value(Setting.UNWRAP).filter("allow"::equals).isPresent();
    }

    private void check() throws SQLException {
        kind().check(this);
        if (value(Setting.CONTROL_PLANE).isEmpty()
                && value(Setting.SNAPSHOT_FILE).isEmpty()) {
            throw SqlState.CONFIGURATION.exception("Crossfade doesn't know where the migrations stand: set "
                    + Setting.CONTROL_PLANE.key() + " to the control plane's URL, in the JDBC URL, the properties or"
                    + " the system properties");
        }
        String unwrap = value(Setting.UNWRAP).orElse("refuse");
        if (!unwrap.equals("allow") && !unwrap.equals("refuse")) {
            throw refused(Setting.UNWRAP, unwrap, "allow or refuse", null);
        }
        planCacheSize();
        var unusedRate = compareRate();
        var unusedValues = comparedValues();
    }

    private static SQLException refused(Setting setting, String value, String expected, @Nullable Throwable cause) {
        return SqlState.CONFIGURATION.exception(setting.key() + " is '" + value + "'; expected " + expected, cause);
    }

    /** Cuts Crossfade's properties out of a URL and leaves every other character where it is. */
    private static String withoutOwn(String url, Map<Setting, String> values) throws SQLException {
        int query = url.indexOf('?');
        if (query < 0) {
            return url;
        }
        List<String> kept = new ArrayList<>();
        boolean cut = false;
        for (String pair : url.substring(query + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (name.startsWith(Setting.PREFIX)) {
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                put(values, name, URLDecoder.decode(value, StandardCharsets.UTF_8), "the URL");
                cut = true;
            } else {
                kept.add(pair);
            }
        }
        if (!cut) {
            return url;
        }
        String base = url.substring(0, query);
        return kept.isEmpty() ? base : base + '?' + String.join("&", kept);
    }

    private static void put(Map<Setting, String> values, String name, String value, String place) throws SQLException {
        Setting setting = Setting.of(name)
                .orElseThrow(() -> SqlState.CONFIGURATION.exception(
                        "unknown property '" + name + "' in " + place + "; Crossfade knows " + Setting.known()));
        values.put(setting, value);
    }

    private Optional<String> databaseInUrl() {
        int query = delegateUrl.indexOf('?');
        String path = query < 0 ? delegateUrl : delegateUrl.substring(0, query);
        int host = path.indexOf("//");
        int start =
                host < 0 ? Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1 : path.indexOf('/', host + 2) + 1;
        if (start == 0) {
            start = path.length();
        }
        String name = URLDecoder.decode(path.substring(start), StandardCharsets.UTF_8);
        if (!name.isEmpty()) {
            return Optional.of(name);
        }
        return Optional.ofNullable(delegateProperties.getProperty("PGDBNAME"));
    }
}
