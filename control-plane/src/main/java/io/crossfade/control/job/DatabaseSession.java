package io.crossfade.control.job;

/**
 * A session of Crossfade's driver, as the application's database knows it.
 *
 * @param process its number there
 * @param application the name that it gives itself there; empty if there is none, or it may not be seen
 * @param address where it comes from; empty if it may not be seen
 * @param busyMillis how long its transaction or statement has been going on, in milliseconds; 0 if there is none,
 *     {@link #UNSEEN} if the control plane's user may not see that
 */
public record DatabaseSession(long process, String user, String application, String address, long busyMillis) {

    public static final long UNSEEN = -1;

    /** Whether it may have had something under way for as long as that, or longer. */
    public boolean isBusyFor(long millis) {
        return busyMillis == UNSEEN || (busyMillis > 0 && busyMillis >= millis);
    }

    @Override
    public String toString() {
        return "session " + process + " of user " + user + (application.isEmpty() ? "" : " (" + application + ")")
                + (address.isEmpty() ? "" : " from " + address);
    }
}
