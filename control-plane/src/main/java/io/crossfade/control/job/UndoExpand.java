package io.crossfade.control.job;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Drops the target columns that the expand job made, and with them their indexes. */
final class UndoExpand {

    private final JobScene scene;

    UndoExpand(JobScene scene) {
        this.scene = scene;
    }

    void run() throws SQLException {
        TableFacts table = scene.table();
        List<String> statements = new ArrayList<>();
        if (scene.run().facts().triggers()) {
            statements.addAll(new SyncTrigger(scene.migration(), table).dropped());
        }
        for (TargetColumn column : scene.targets()) {
            table.column(column.name())
                    .filter(target -> Marker.marks(scene.migration().name(), target.comment()))
                    .ifPresent(target -> statements.add(
                            "ALTER TABLE " + table.sql() + " DROP COLUMN " + Quoting.name(target.name())));
        }
        if (!statements.isEmpty()) {
            scene.change().underLock(statements);
        }
        scene.run().stopPoint("cancel:dropped");
    }
}
