package io.crossfade.control.job;

import io.crossfade.migration.Snapshot;
import java.util.List;
import java.util.Set;

/**
 * What new sessions of the driver read in the application's database before their first statement, and the registry in
 * which the database has them. Safe for use by several threads.
 *
 * <p>Where the database doesn't answer, the methods throw {@link io.crossfade.control.error.DatabaseException}.
 */
public interface Fence {

    /**
     * Shows a snapshot from here on, unless a later one is shown already. Makes what it needs if that isn't there.
     *
     * @return the epoch that is shown afterwards
     * @throws io.crossfade.control.error.RefusedException if the user of the control plane may not do that
     */
    long show(Snapshot snapshot);

    /** Sessions in the registry that belong to none of these instances. */
    List<DatabaseSession> strangers(Set<String> instances);
}
