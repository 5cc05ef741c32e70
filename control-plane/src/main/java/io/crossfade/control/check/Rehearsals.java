package io.crossfade.control.check;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.fleet.DatabaseFleet;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.RecordedStatement;
import io.crossfade.control.job.SchemaFacts;
import io.crossfade.control.job.StartCheck;
import io.crossfade.rehearsal.Finding;
import io.crossfade.rehearsal.Rehearsal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rehearses migrations on their databases, of which nothing is changed. Safe for use by several threads. */
public final class Rehearsals {

    private final Fleets fleets;

    public Rehearsals(Fleets fleets) {
        this.fleets = fleets;
    }

    /**
     * Rehearses a migration that hasn't started.
     *
     * @throws io.crossfade.control.error.RefusedException with every reason why it can't be understood, or if statements are
     *     asked for that nobody has recorded
     */
    public CheckReport check(CheckRequest request) {
        StartCheck start = fleets.examine(request.definition());
        DatabaseFleet fleet = fleets.database(request.definition().database());
        ApplicationDatabase database = fleet.application();
        SchemaFacts schema = database.schema(start.migration().table());
        Map<String, Long> calls = new LinkedHashMap<>();
        request.statements().forEach(sql -> calls.putIfAbsent(sql, 0L));
        if (request.recorded()) {
            for (RecordedStatement recorded : database.recorded()) {
                calls.merge(recorded.sql(), recorded.calls(), Long::sum);
            }
        }
        if (request.reported()) {
            reported(fleet).forEach(shape -> calls.merge(shape.sql(), shape.calls(), Long::sum));
        }
        Rehearsal rehearsal = new Rehearsal(
                schema.dialect(),
                fleet.snapshot(),
                start.migration(),
                schema.catalog(),
                schema.searchPath(),
                request.adopted());
        LostIndexes indexes = new LostIndexes(start.migration().table(), schema.indexes());
        List<CheckReport.Statement> touched = new ArrayList<>();
        calls.forEach((sql, count) -> {
            Finding finding = rehearsal.of(sql);
            if (finding.isTouched()) {
                touched.add(new CheckReport.Statement(finding, count, indexes.of(finding)));
            }
        });
        return new CheckReport(
                schema.dialect(),
                start,
                database.dependents(start.migration(), start.facts().unaffected()),
                touched,
                calls.size() - touched.size());
    }

    private static List<RecordedStatement> reported(DatabaseFleet fleet) {
        List<RecordedStatement> reported = fleet.reported();
        if (reported.isEmpty()) {
            throw new RefusedException(
                    "no driver has reported a statement",
                    List.of(
                            "give the applications' URLs crossfade.observe=true and let them run for a while; they report"
                                    + " with their heartbeats"));
        }
        return reported;
    }
}
