package io.crossfade.control.error;

import java.util.List;

/** Something well understood that must not be done as things stand. */
public final class RefusedException extends ControlException {

    private final transient List<String> reasons;

    /** @param reasons one sentence each; may be empty if the message says all */
    public RefusedException(String message, List<String> reasons) {
        super(message);
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
