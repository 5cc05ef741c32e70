package io.crossfade.control.config;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.crossfade.control.error.BadInputException;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Value;
import io.crossfade.migration.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the configuration. A value may be a reference to the environment: {@code ${env:NAME}}. */
public final class ConfigFile {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final List<String> PRODUCTS = List.of("jdbc:postgresql:", "jdbc:mysql:", "jdbc:mariadb:");
    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Set<String> STORE_KEYS = Set.of("url", "user", "password", "schema", "leaseSeconds");
    private static final Set<String> DATABASE_KEYS =
            Set.of("url", "user", "password", "lockTimeout", "chunkRows", "throttle", "leaseSeconds", "flipLimit");

    /** Answers null for a name that isn't set, as {@link System#getenv(String)} does. */
    private final UnaryOperator<String> environment;

    public ConfigFile(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /**
     * Reads a file.
     *
     * @throws BadInputException with file, line and column of what can't be accepted
     */
    public ControlPlaneConfig read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new BadInputException("there is no file " + file + "; name one with --config", e);
        } catch (IOException e) {
            throw new BadInputException("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name for messages
     */
    public ControlPlaneConfig read(String name, String yaml) {
        try {
            Fields file = Value.read(new YAMLFactory(), name, yaml)
                    .asFields()
                    .allowOnly(Set.of("databases", "store", "token"));
            Map<String, DatabaseConfig> databases = new LinkedHashMap<>();
            file.required("databases")
                    .asFields()
                    .fields()
                    .forEach((database, value) -> databases.put(database, database(value.asFields())));
            if (databases.isEmpty()) {
                throw new BadInputException(file.required("databases").place() + ": name at least one database");
            }
            return new ControlPlaneConfig(
                    file.optional("token").map(this::text),
                    file.optional("store").map(value -> store(value.asFields())),
                    databases);
        } catch (MigrationException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    private StoreConfig store(Fields fields) {
        fields.allowOnly(STORE_KEYS);
        return new StoreConfig(
                storeUrl(fields.required("url")),
                text(fields.required("user")),
                fields.optional("password").map(this::anyText).orElse(""),
                fields.optional("schema").map(this::schema).orElse(StoreConfig.DEFAULT_SCHEMA),
                fields.optional("leaseSeconds")
                        .map(value -> Duration.ofSeconds(number(value, 2, 600)))
                        .orElse(StoreConfig.DEFAULT_LEASE));
    }

    private String storeUrl(Value value) {
        String url = text(value);
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new BadInputException(value.place() + ": '" + url.replaceFirst("\\?.*", "")
                    + "' isn't a URL of PostgreSQL, the only database that control planes can share as their store;"
                    + " write jdbc:postgresql://host:port/database, or leave 'store' out to keep the state of a single"
                    + " control plane in the directory that --data names");
        }
        return url;
    }

    private String schema(Value value) {
        String name = text(value);
        if (!SCHEMA.matcher(name).matches()) {
            throw new BadInputException(
                    value.place() + ": '" + name
                            + "' can't be the schema's name; use up to 63 small letters, digits and underscores, a letter first");
        }
        return name;
    }

    private DatabaseConfig database(Fields fields) {
        fields.allowOnly(DATABASE_KEYS);
        return new DatabaseConfig(
                url(fields.required("url")),
                text(fields.required("user")),
                fields.optional("password").map(this::anyText).orElse(""),
                fields.optional("lockTimeout").map(this::duration).orElse(DatabaseConfig.DEFAULT_LOCK_TIMEOUT),
                fields.optional("chunkRows")
                        .map(value -> number(value, 1, 1_000_000))
                        .orElse(DatabaseConfig.DEFAULT_CHUNK_ROWS),
                fields.optional("throttle")
                        .map(value -> number(value, 1, Integer.MAX_VALUE))
                        .orElse(DatabaseConfig.NO_THROTTLE),
                fields.optional("leaseSeconds")
                        .map(value -> Duration.ofSeconds(number(value, 1, 86_400)))
                        .orElse(DatabaseConfig.DEFAULT_LEASE),
                fields.optional("flipLimit").map(this::duration).orElse(DatabaseConfig.DEFAULT_FLIP_LIMIT));
    }

    private String url(Value value) {
        String url = text(value);
        if (PRODUCTS.stream().noneMatch(url::startsWith)) {
            throw new BadInputException(value.place() + ": '" + url.replaceFirst("\\?.*", "")
                    + "' isn't a URL of PostgreSQL, MySQL or MariaDB; expected jdbc:postgresql://host:port/database,"
                    + " jdbc:mysql://host:port/database or jdbc:mariadb://host:port/database");
        }
        return url;
    }

    private Duration duration(Value value) {
        Matcher matcher = DURATION.matcher(text(value));
        if (!matcher.matches() || matcher.group(1).matches("0+")) {
            throw new BadInputException(value.place() + ": '" + value.asText()
                    + "' isn't a duration; write a number and a unit: 500ms, 1s, 2m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static int number(Value value, long least, long most) {
        long number = value.asLong();
        if (number < least || number > most) {
            throw new BadInputException(
                    value.place() + ": " + number + " is out of range; " + least + " to " + most + " are possible");
        }
        return Math.toIntExact(number);
    }

    private String text(Value value) {
        return resolve(value, value.asText());
    }

    private String anyText(Value value) {
        return resolve(value, value.asAnyText());
    }

    private String resolve(Value at, String text) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(reference(at, match.group(1))));
    }

    private String reference(Value at, String reference) {
        if (reference.startsWith("aws-secret:")) {
            throw new BadInputException(at.place() + ": AWS Secrets Manager isn't supported by this version;"
                    + " pass the secret through the environment and write ${env:NAME}");
        }
        if (!reference.startsWith("env:")) {
            throw new BadInputException(
                    at.place() + ": unknown reference ${" + reference + "}; this version knows ${env:NAME}");
        }
        String name = reference.substring("env:".length());
        String value = environment.apply(name);
        if (value == null) {
            throw new BadInputException(at.place() + ": the environment has no variable " + name);
        }
        return value;
    }
}
