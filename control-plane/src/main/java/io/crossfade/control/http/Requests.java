package io.crossfade.control.http;

import com.fasterxml.jackson.core.JsonFactory;
import io.crossfade.control.error.BadInputException;
import io.crossfade.control.fleet.StepRequest;
import io.crossfade.control.store.OnLimit;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.MigrationFile;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Value;
import io.crossfade.migration.Value.Fields;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What clients send, read strictly. */
final class Requests {

    private static final int MOST_ID_LENGTH = 200;
    private static final long MOST_LIMIT_MILLIS = 7 * 24 * 3_600_000L;

    private Requests() {}

    static MigrationDefinition migration(Context request) {
        String type = Optional.ofNullable(request.contentType()).orElse("").toLowerCase(Locale.ROOT);
        if (type.contains("yaml")) {
            return MigrationFile.readYaml("migration", request.body());
        }
        if (type.contains("json")) {
            return MigrationFile.readJson("migration", request.body());
        }
        throw new BadInputException(
                "content type '" + type + "' isn't known; send application/yaml or application/json");
    }

    static StepRequest step(Context request) {
        if (request.body().isBlank()) {
            return StepRequest.next();
        }
        Fields body = Value.read(new JsonFactory(), "body", request.body())
                .asFields()
                .allowOnly(Set.of("from", "to", "percent", "limitMs", "onLimit", "dryRun"));
        return new StepRequest(
                body.optional("from").map(Requests::phase),
                body.optional("to").map(Requests::phase),
                body.optional("percent").map(Requests::percent).orElse(OptionalInt.empty()),
                body.optional("limitMs").map(Requests::limit),
                body.optional("onLimit").map(Requests::onLimit),
                body.optional("dryRun").map(Value::asBoolean).orElse(false));
    }

    private static Phase phase(Value value) {
        try {
            return Phase.of(value.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (MigrationException e) {
            throw e.getMessage().startsWith(value.place())
                    ? e
                    : new BadInputException(value.place() + ": " + e.getMessage(), e);
        }
    }

    private static OptionalInt percent(Value value) {
        long percent = value.asLong();
        if (percent < 0 || percent > 100) {
            throw new BadInputException(value.place() + ": " + percent + " isn't a percentage; 0 to 100 are possible");
        }
        return OptionalInt.of(Math.toIntExact(percent));
    }

    private static Duration limit(Value value) {
        long millis = value.asLong();
        if (millis < 1 || millis > MOST_LIMIT_MILLIS) {
            throw new BadInputException(
                    value.place() + ": " + millis + " isn't a limit; 1 to " + MOST_LIMIT_MILLIS + " are possible");
        }
        return Duration.ofMillis(millis);
    }

    private static OnLimit onLimit(Value value) {
        try {
            return OnLimit.of(value.asText());
        } catch (BadInputException e) {
            throw new BadInputException(value.place() + ": " + e.getMessage(), e);
        }
    }

    static String instanceId(Context request) {
        String id = request.pathParam("id");
        if (id.isBlank() || id.length() > MOST_ID_LENGTH) {
            throw new BadInputException(
                    "an instance's id has 1 to " + MOST_ID_LENGTH + " characters, this one " + id.length());
        }
        return id;
    }

    static Optional<Long> number(Context request, String parameter, long most) {
        String text = request.queryParam(parameter);
        if (text == null) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return Optional.of(Math.min(number, most));
            }
        } catch (NumberFormatException e) {
            throw new BadInputException(parameter + "='" + text + "' isn't a number", e);
        }
        throw new BadInputException(parameter + "=" + text + " is negative");
    }

    static boolean flag(Context request, String parameter) {
        String text = request.queryParam(parameter);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.isEmpty() || text.equals("true")) {
            return true;
        }
        throw new BadInputException(parameter + "='" + text + "' is neither true nor false");
    }
}
