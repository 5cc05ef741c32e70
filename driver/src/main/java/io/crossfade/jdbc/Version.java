package io.crossfade.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this driver, as the build has written it. */
final class Version {

    static final String TEXT = read();
    static final int MAJOR = number(0);
    static final int MINOR = number(1);

    private Version() {}

    private static String read() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "0.0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(int part) {
        String[] parts = TEXT.split("[.-]", -1);
        return parts.length > part && parts[part].chars().allMatch(Character::isDigit) && !parts[part].isEmpty()
                ? Integer.parseInt(parts[part])
                : 0;
    }
}
