package io.crossfade.control.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The version of this control plane, which those who don't understand what it writes are told. */
public final class BuildVersion {

    private static final Optional<String> KNOWN = read();

    private BuildVersion() {}

    /** Empty where it wasn't built by Maven. */
    public static Optional<String> get() {
        return KNOWN;
    }

    private static Optional<String> read() {
        try (InputStream in = BuildVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
