package io.crossfade.control.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What only the control plane can do that leads, asked of one that doesn't, or doesn't any more. Nothing was changed. */
public final class NotLeadingException extends ControlException {

    private final @Nullable String leader;

    public NotLeadingException(String message) {
        super(message);
        this.leader = null;
    }

    public NotLeadingException(String message, Throwable cause) {
        super(message, cause);
        this.leader = null;
    }

    /** @param leader where the one listens that leads; empty if that isn't known */
    public NotLeadingException(String message, Optional<String> leader) {
        super(message);
        this.leader = leader.orElse(null);
    }

    public Optional<String> leader() {
        return Optional.ofNullable(leader);
    }
}
