package io.crossfade.control.cli;

import java.util.List;

/** A command that was refused or has failed: exit status 1. */
final class CommandException extends RuntimeException {

    private final transient List<String> reasons;

    CommandException(String message, List<String> reasons) {
        super(message);
        this.reasons = reasons;
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
        this.reasons = List.of();
    }

    List<String> reasons() {
        return reasons;
    }
}
