package io.crossfade.dualread;

import io.crossfade.migration.ComparisonReport.Values;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What of a value leaves the application. Hashes are made under a secret that is drawn for this JVM and never leaves it, so
 * that nobody can try out values against them. Safe for use by several threads.
 */
public final class Veil {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 8;
    private static final int LONGEST = 200;

    private final Values values;
    private final SecretKeySpec secret;

    public Veil(Values values) {
        byte[] drawn = new byte[32];
        new SecureRandom().nextBytes(drawn);
        this.values = values;
        this.secret = new SecretKeySpec(drawn, ALGORITHM);
    }

    public Values values() {
        return values;
    }

    /** @param value empty for NULL, which is shown as such unless values are off */
    public Optional<String> over(Optional<String> value) {
        return switch (values) {
            case OFF -> Optional.empty();
            case HASHED -> value.map(this::hash);
            case SHOWN -> value.map(Veil::cut);
        };
    }

    /** A text of at most a few hundred characters. */
    public static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private String hash(String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] whole = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return "#" + HexFormat.of().formatHex(whole, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
