package io.crossfade.control.job;

import java.sql.SQLException;

/** Proves both sides equal. On the way back from the switch it first makes the source what it was. */
final class VerifyJob {

    private final JobScene scene;

    VerifyJob(JobScene scene) {
        this.scene = scene;
    }

    void run() throws SQLException {
        if (scene.run().facts().switched()) {
            SwitchConstraints constraints = new SwitchConstraints(scene);
            constraints.constrainSource();
            constraints.releaseTarget();
            scene.run().saveFacts(facts -> facts.withSwitched(false));
            scene.run().stopPoint("verify:source-restored");
        }
        new VerifyRows(scene, false).run();
    }
}
