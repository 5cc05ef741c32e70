package io.crossfade.control.http;

import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.fleet.InstanceView;
import io.crossfade.control.fleet.Liveness;
import io.crossfade.control.lead.Standing;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.Ledger;
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

    /** What one tells of itself that doesn't lead, too. */
    static String standing(Standing standing) {
        StringBuilder text = new StringBuilder();
        family(text, "crossfade_leads", "1 if this control plane leads, 0 if it stands by");
        text.append("crossfade_leads ").append(standing.leads() ? 1 : 0).append('\n');
        family(text, "crossfade_term", "The number of the term in which this control plane leads");
        text.append("crossfade_term ").append(standing.term()).append('\n');
        return text.toString();
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
        comparisons(text, active);
    }

    private void comparisons(StringBuilder text, List<MigrationState> active) {
        counter(text, "crossfade_reads_compared_total", "Queries whose answers from both sides were compared");
        for (MigrationState state : active) {
            Ledger ledger = fleets.ofMigration(state.name()).ledger(state.name());
            result(text, state, "same", ledger.same());
            result(text, state, "passing", ledger.passing());
            result(text, state, "differing", ledger.differing());
        }
        counter(text, "crossfade_reads_skipped_total", "Queries that were drawn and not compared, by the reason");
        for (MigrationState state : active) {
            Ledger ledger = fleets.ofMigration(state.name()).ledger(state.name());
            ledger.skipped()
                    .forEach((why, count) -> line(
                            text,
                            "crossfade_reads_skipped_total",
                            labels(state) + ",reason=\"" + escaped(why) + '"',
                            count));
        }
    }

    private static void result(StringBuilder text, MigrationState state, String result, long count) {
        line(text, "crossfade_reads_compared_total", labels(state) + ",result=\"" + result + '"', count);
    }

    private static void counter(StringBuilder text, String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" counter\n");
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
