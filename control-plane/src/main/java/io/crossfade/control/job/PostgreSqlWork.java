package io.crossfade.control.job;

import io.crossfade.control.job.TargetShape.IndexCopy;
import io.crossfade.migration.Side;
import java.sql.SQLException;
import java.util.List;

/** The jobs' steps on PostgreSQL. */
record PostgreSqlWork(JobScene scene) implements SchemaWork {

    @Override
    public RowSides sides(boolean reverse) throws SQLException {
        return new PostgreSqlSides(scene, reverse);
    }

    @Override
    public void expand() throws SQLException {
        new ExpandJob(scene).run();
        keepInStep(Side.SOURCE);
    }

    /** Sessions that aren't Crossfade's go by what the application's code goes by. */
    private void keepInStep(Side truth) throws SQLException {
        if (scene.run().facts().triggers()) {
            scene.run().stopPoint("triggers:before");
            scene.change().underLock(new SyncTrigger(scene.migration(), scene.table()).installed(truth));
            scene.run().stopPoint("triggers:installed");
        }
    }

    @Override
    public void undoExpand() throws SQLException {
        new UndoExpand(scene).run();
    }

    @Override
    public void setDefaults() throws SQLException {
        new ExpandJob(scene).setDefaults();
        keepInStep(Side.SOURCE);
    }

    @Override
    public void buildUniqueIndexes() throws SQLException {
        TableFacts table = scene.table();
        new Indexes(scene, table)
                .build(scene.shape(table).indexes().stream()
                        .filter(copy -> copy.carried() && copy.unique())
                        .map(IndexCopy::build)
                        .toList());
    }

    @Override
    public void dropUniqueIndexes() throws SQLException {
        TableFacts table = scene.table();
        new SwitchConstraints(scene).dropUniqueCopies(table, scene.shape(table).indexes());
    }

    @Override
    public void bindTarget() throws SQLException {
        new SwitchConstraints(scene).bindTarget();
    }

    @Override
    public void releaseTarget() throws SQLException {
        new SwitchConstraints(scene).releaseTarget();
    }

    @Override
    public void releaseSource() throws SQLException {
        new SwitchConstraints(scene).releaseSource();
        keepInStep(Side.TARGET);
    }

    @Override
    public void restoreSource() throws SQLException {
        new SwitchConstraints(scene).restoreSource();
        keepInStep(Side.SOURCE);
    }

    @Override
    public void analyze() throws SQLException {
        List<String> targets = scene.targets().stream().map(TargetColumn::name).toList();
        if (!targets.isEmpty()) {
            scene.change().patiently("ANALYZE " + scene.table().sql() + " (" + Quoting.names(targets) + ")");
        }
    }

    @Override
    public void contract() throws SQLException {
        new ContractJob(scene).run();
    }
}
