package io.crossfade.control.job;

import io.crossfade.migration.ColumnMapping.Rename;
import java.sql.SQLException;

/**
 * Makes the target bear what the source bore; and once every transaction reads the target, takes it from the source, so
 * that writes to the source may stop.
 */
final class PrepareSwitchJob {

    private static final int ALL = 100;

    private final JobScene scene;

    PrepareSwitchJob(JobScene scene) {
        this.scene = scene;
    }

    void run() throws SQLException {
        JobRun run = scene.run();
        if (run.facts().sourceStale()) {
            new CopyRows(scene, true, "copy rows back to the source").run();
            run.save(job -> job.atStep("", 0, 0, run.now()));
            new VerifyRows(scene, true).run();
            run.saveFacts(facts -> facts.withSourceStale(false));
            run.stopPoint("switch:source-filled");
        }
        run.saveFacts(facts -> facts.withTargetBound(true));
        SwitchConstraints constraints = new SwitchConstraints(scene);
        constraints.bindTarget();
        if (scene.migration().targetPercent() == ALL) {
            constraints.releaseSource();
        }
        TableFacts table = scene.table();
        run.save(job -> job.atStep("analyze", 0, 0, run.now()));
        scene.change()
                .patiently("ANALYZE " + table.sql() + " ("
                        + Quoting.names(
                                scene.columns().stream().map(Rename::target).toList())
                        + ")");
    }
}
