package io.crossfade.control.job;

import java.util.Map;

/** Takes a URL as MySQL's driver takes it to MariaDB's, which is the one in this jar. */
final class MySqlUrl {

    private static final Map<String, String> SSL_MODES = Map.of(
            "DISABLED", "disable",
            "REQUIRED", "trust",
            "VERIFY_CA", "verify-ca",
            "VERIFY_IDENTITY", "verify-full");

    private MySqlUrl() {}

    static String forMariaDbsDriver(String url) {
        String translated = url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
        for (Map.Entry<String, String> mode : SSL_MODES.entrySet()) {
            translated = translated.replaceAll("(?<=[?&]sslMode=)" + mode.getKey() + "(?=&|$)", mode.getValue());
        }
        return translated.replaceAll("(?<=[?&])sslMode=PREFERRED(&|$)", "");
    }
}
