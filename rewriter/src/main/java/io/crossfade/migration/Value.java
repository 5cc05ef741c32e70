package io.crossfade.migration;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.TokenStreamFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value of a JSON or YAML document that knows its place, so that whoever refuses it can say where it stands.
 *
 * <p>Public for the control plane, whose own documents want the same messages.
 */
public sealed interface Value {

    /** The document and the place in it, as a person names them. */
    String place();

    /**
     * Reads a whole document; anything behind its end is an error.
     *
     * @param format a JSON or a YAML factory
     * @param what the document's name for messages
     * @throws MigrationException with line and column of what can't be read
     */
    static Value read(TokenStreamFactory format, String what, String text) {
        try (JsonParser parser = format.createParser(text)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (parser.nextToken() == null) {
                throw new MigrationException(what + " is empty");
            }
            Value value = read(parser, what);
            if (parser.nextToken() != null) {
                throw new MigrationException(place(what, parser.currentTokenLocation()) + ": a second document begins");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MigrationException(
                    place(what, e.getLocation()) + ": can't be read: " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new MigrationException(what + " can't be read: " + e.getMessage(), e);
        }
    }

    private static Value read(JsonParser parser, String what) throws IOException {
        String place = place(what, parser.currentTokenLocation());
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Value> fields = new LinkedHashMap<>();
            Map<String, String> places = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                places.put(key, place(what, parser.currentTokenLocation()));
                parser.nextToken();
                fields.put(key, read(parser, what));
            }
            return new Fields(place, fields, places);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Value> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(parser, what));
            }
            return new Elements(place, elements);
        }
        return new Scalar(place, token, Optional.ofNullable(parser.getText()).orElse(""));
    }

    private static String place(String what, JsonLocation location) {
        return location == null ? what : what + ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    default Fields asFields() {
        throw new MigrationException(place() + ": expected keys and values");
    }

    default List<Value> asList() {
        throw new MigrationException(place() + ": expected a list");
    }

    /** A text that says something; blank is refused. */
    default String asText() {
        throw new MigrationException(place() + ": expected a text");
    }

    /** A text, empty or not. */
    default String asAnyText() {
        throw new MigrationException(place() + ": expected a text");
    }

    default boolean asBoolean() {
        throw new MigrationException(place() + ": expected true or false");
    }

    default long asLong() {
        throw new MigrationException(place() + ": expected a whole number");
    }

    default MigrationException refused(MigrationException cause) {
        return new MigrationException(place() + ": " + cause.getMessage(), cause);
    }

    /** Keys and values. */
    record Fields(String place, Map<String, Value> fields, Map<String, String> keyPlaces) implements Value {

        @Override
        public Fields asFields() {
            return this;
        }

        /** Refuses every key that isn't one of these. */
        public Fields allowOnly(Set<String> known) {
            for (String key : fields.keySet()) {
                if (!known.contains(key)) {
                    throw new MigrationException(keyPlaces.get(key) + ": unknown key '" + key + "'; known here: "
                            + String.join(", ", known.stream().sorted().toList()));
                }
            }
            return this;
        }

        public Value required(String key) {
            return optional(key).orElseThrow(() -> new MigrationException(place + ": key '" + key + "' is missing"));
        }

        public Optional<Value> optional(String key) {
            return Optional.ofNullable(fields.get(key));
        }
    }

    /** A list. */
    record Elements(String place, List<Value> elements) implements Value {

        @Override
        public List<Value> asList() {
            return elements;
        }
    }

    /** A text, a number, a truth value or null. */
    record Scalar(String place, JsonToken token, String text) implements Value {

        @Override
        public String asText() {
            if (token == JsonToken.VALUE_NULL || text.isBlank()) {
                throw new MigrationException(place + ": expected a text, found nothing");
            }
            return text;
        }

        @Override
        public String asAnyText() {
            if (token == JsonToken.VALUE_NULL) {
                throw new MigrationException(place + ": expected a text, found nothing");
            }
            return text;
        }

        @Override
        public boolean asBoolean() {
            if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
                throw new MigrationException(place + ": expected true or false, found '" + text + "'");
            }
            return token == JsonToken.VALUE_TRUE;
        }

        @Override
        public long asLong() {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw new MigrationException(place + ": expected a whole number, found '" + text + "'");
            }
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new MigrationException(place + ": the number " + text + " is too large", e);
            }
        }
    }
}
