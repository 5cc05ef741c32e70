package io.crossfade.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * How a session's transactions are told which side to read where a percentage decides: by a lot that each draws, or by one
 * that a key stands for.
 *
 * @param number from 0 to 99, the same for a key on every machine and in every version; -1 if each draws
 */
record ReadLot(int number) {

    /** The name under which an application sets a session's key with {@link java.sql.Connection#setClientInfo}. */
    static final String CLIENT_INFO = Setting.READ_KEY.key();

    private static final ReadLot DRAWN = new ReadLot(-1);
    private static final int LOTS = 100;

    /** @param key empty, or without a character, for none */
    static ReadLot of(Optional<String> key) {
        return key.filter(text -> !text.isEmpty())
                .map(text -> new ReadLot(hash(text)))
                .orElse(DRAWN);
    }

    /** For the next transaction. */
    int next(Plans plans) {
        return number < 0 ? plans.roll() : plans.lowestAlike(number);
    }

    private static int hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), LOTS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
