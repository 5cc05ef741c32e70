package io.crossfade.sql;

/** A text that the grammar doesn't cover. Whether that matters is for the caller to say. */
public final class SqlSyntaxException extends RuntimeException {

    private final int offset;

    /** @param offset of the character where reading stopped, in UTF-16 units from 0 */
    public SqlSyntaxException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }
}
