package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.store.Facts;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A database that does what a test says. Its jobs keep the facts as real ones do. */
public final class FakeDatabase implements ApplicationDatabase {

    public final List<String> done = new CopyOnWriteArrayList<>();
    public final Set<String> sessions = ConcurrentHashMap.newKeySet();
    public final Map<String, List<DatabaseSession>> open = new ConcurrentHashMap<>();
    public final List<String> dependents = new CopyOnWriteArrayList<>();
    /** Jobs that don't end before they are let go or told to stop. */
    public final Set<Job> held = ConcurrentHashMap.newKeySet();

    /** Runs after somebody has looked for sessions and before they hear of any. */
    public volatile Runnable meanwhile = () -> {};

    public final FakeFence fence = new FakeFence();
    public volatile @Nullable String failure;
    public volatile @Nullable String refusal;

    @Override
    public StartCheck check(MigrationDefinition definition, List<Migration> running) {
        String why = refusal;
        if (why != null) {
            throw new RefusedException("migration '" + definition.name() + "' can't start", List.of(why));
        }
        List<ColumnMapping> columns = new ArrayList<>();
        definition.renames().forEach(rename -> columns.add(new Rename(rename.source(), rename.target(), 2)));
        return new StartCheck(
                new Migration(definition.name(), new TableId("public", definition.table()), columns, Phase.EXPAND, 0),
                Facts.of(List.of()),
                List.of(),
                List.of("a note"));
    }

    @Override
    public Set<String> mentioned(Migration migration) {
        return Formulas.mentioned(migration, Dialect.POSTGRESQL);
    }

    @Override
    public List<String> dependents(Migration migration, List<String> unaffected) {
        return List.copyOf(dependents);
    }

    @Override
    public SchemaFacts schema(TableId table) {
        return new SchemaFacts(Dialect.POSTGRESQL, List.of("public"), (schema, name) -> Optional.empty(), List.of());
    }

    @Override
    public List<RecordedStatement> recorded() {
        return List.of();
    }

    @Override
    public Fence fence() {
        return fence;
    }

    @Override
    public boolean hasSessions(String instanceId) {
        boolean found = sessions.contains(instanceId);
        meanwhile.run();
        return found;
    }

    @Override
    public List<DatabaseSession> sessions(String instanceId) {
        return List.copyOf(open.getOrDefault(instanceId, List.of()));
    }

    @Override
    public boolean end(long process) {
        String why = refusal;
        if (why != null) {
            throw new RefusedException("session " + process + " can't be ended", List.of(why));
        }
        done.add("end " + process);
        return true;
    }

    @Override
    public void carryOut(Job job, JobRun run) {
        done.add("begin " + job);
        while (held.contains(job)) {
            run.pause(Duration.ofMillis(2));
        }
        String why = failure;
        if (why != null) {
            throw new JobFailedException(why);
        }
        if (job == Job.PREPARE_SWITCH) {
            run.saveFacts(facts -> facts.withSourceStale(false).withTargetBound(true));
            if (run.migration().targetPercent() == 100) {
                run.saveFacts(facts -> facts.releasing(List.of()));
            }
        }
        if (job == Job.VERIFY) {
            run.saveFacts(facts -> facts.withTargetBound(false).withTargetUnique(true));
        }
        done.add(job.name());
    }

    @Override
    public void undoExpand(JobRun run) {
        done.add("undo");
    }

    @Override
    public void stopWritingTarget(JobRun run) {
        done.add("stop writing the target");
        run.saveFacts(facts -> facts.withTargetUnique(false));
    }

    @Override
    public void restoreSource(JobRun run) {
        while (held.contains(Job.NONE)) {
            run.pause(Duration.ofMillis(2));
        }
        run.saveFacts(facts -> facts.restored());
        done.add("restore");
    }

    @Override
    public void close() {
        done.add("close");
    }
}
