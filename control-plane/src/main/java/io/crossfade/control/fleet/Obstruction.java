package io.crossfade.control.fleet;

import io.crossfade.control.job.DatabaseSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step has been waiting for.
 *
 * @param migration whose step it is
 * @param epoch of the step
 * @param waited since it was decided
 * @param instances that haven't acknowledged it
 * @param strangers sessions of instances that aren't known
 * @param unproved why the database doesn't prove that nobody else is left
 */
record Obstruction(
        String migration,
        long epoch,
        Duration waited,
        List<InstanceView> instances,
        List<DatabaseSession> strangers,
        List<String> unproved) {

    @Override
    public String toString() {
        List<String> reasons = new ArrayList<>();
        instances.forEach(instance -> reasons.add("instance '" + instance.id() + "' ("
                + instance.heartbeat().application() + ") hadn't acknowledged it: " + instance.why(epoch, migration)));
        reasons.addAll(unproved);
        return Spans.of(waited.toMillis()) + ": " + String.join("; ", reasons);
    }
}
