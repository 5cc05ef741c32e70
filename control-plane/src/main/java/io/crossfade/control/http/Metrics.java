package io.crossfade.control.http;

import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.fleet.InstanceView;
import io.crossfade.control.fleet.Liveness;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.MigrationState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The state of the control plane as Prometheus reads it. */
final class Metrics {

    private final Fleets fleets;

    Metrics(Fleets fleets) {
        this.fleets = fleets;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        family(text, "crossfade_epoch", "The epoch of a logical database");
        for (String database : fleets.databases()) {
            line(
                    text,
                    "crossfade_epoch",
                    "database=\"" + escaped(database) + '"',
                    fleets.database(database).snapshot().epoch());
        }
        family(text, "crossfade_instances", "Instances by whether they are heard of");
        for (Map.Entry<String, List<InstanceView>> entry : fleets.instances().entrySet()) {
            for (Liveness liveness : Liveness.values()) {
                long count = entry.getValue().stream()
                        .filter(instance -> instance.liveness() == liveness)
                        .count();
                line(
                        text,
                        "crossfade_instances",
                        "database=\"" + escaped(entry.getKey()) + "\",liveness=\"" + liveness + '"',
                        count);
            }
        }
        family(text, "crossfade_snapshot_waiters", "Long polls under way");
        fleets.waiters()
                .forEach((database, count) ->
                        line(text, "crossfade_snapshot_waiters", "database=\"" + escaped(database) + '"', count));
        migrations(text);
        return text.toString();
    }

    private void migrations(StringBuilder text) {
        List<MigrationState> active =
                fleets.migrations().stream().filter(MigrationState::active).toList();
        family(text, "crossfade_migration_phase", "The number of the phase a migration is in, from 0 for EXPAND");
        for (MigrationState state : active) {
            line(
                    text,
                    "crossfade_migration_phase",
                    labels(state),
                    Arrays.asList(io.crossfade.migration.Phase.values()).indexOf(state.phase()));
        }
        family(text, "crossfade_migration_target_percent", "Transactions of 100 that read the target");
        for (MigrationState state : active) {
            line(
                    text,
                    "crossfade_migration_target_percent",
                    labels(state),
                    state.migration().targetPercent());
        }
        family(text, "crossfade_job_rows_done", "Rows covered in the step that the job is at");
        for (MigrationState state : active) {
            JobState job = fleets.ofMigration(state.name()).view(state.name()).job();
            line(text, "crossfade_job_rows_done", labels(state), job.done());
        }
    }

    private static String labels(MigrationState state) {
        return "database=\"" + escaped(state.database()) + "\",migration=\"" + escaped(state.name()) + "\",phase=\""
                + state.phase() + '"';
    }

    private static void family(StringBuilder text, String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private static void line(StringBuilder text, String name, String labels, long value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
