package io.crossfade.control.job;

import io.crossfade.control.job.TargetShape.IndexCopy;
import java.sql.SQLException;

/**
 * Proves both sides equal, and then gives the target the source's unique indexes: in the next phase an upsert looks for
 * its conflicts there. On the way back it first frees the target of what would refuse rows that have no value in it.
 */
final class VerifyJob {

    private final JobScene scene;

    VerifyJob(JobScene scene) {
        this.scene = scene;
    }

    void run() throws SQLException {
        if (scene.run().facts().targetBound()) {
            new SwitchConstraints(scene).releaseTarget();
            scene.run().saveFacts(facts -> facts.withTargetBound(false));
            scene.run().stopPoint("verify:target-released");
        }
        new VerifyRows(scene, false).run();
        TableFacts table = scene.table();
        new Indexes(scene, table)
                .build(scene.shape(table).indexes().stream()
                        .filter(IndexCopy::unique)
                        .map(IndexCopy::build)
                        .toList());
    }
}
