package io.crossfade.rewrite;

import java.util.List;

/**
 * Which generated keys a JDBC call asks for.
 *
 * @param requested whether any are
 * @param columns their names as the application gave them; empty for all
 */
public record KeyRequest(boolean requested, List<String> columns) {

    public static final KeyRequest NONE = new KeyRequest(false, List.of());
    public static final KeyRequest ALL = new KeyRequest(true, List.of());

    public KeyRequest {
        columns = List.copyOf(columns);
    }

    public static KeyRequest of(List<String> columns) {
        return columns.isEmpty() ? NONE : new KeyRequest(true, columns);
    }
}
