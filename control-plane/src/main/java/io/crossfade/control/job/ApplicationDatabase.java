package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.TableId;
import java.util.List;
import java.util.Set;

/**
 * An application's database, as the control plane works on it. Safe for use by several threads.
 *
 * <p>Where the database doesn't answer, the methods in front of {@link #carryOut} throw
 * {@link io.crossfade.control.error.DatabaseException}.
 */
public interface ApplicationDatabase extends AutoCloseable {

    /**
     * The database at a URL. It is reached when it is first needed.
     *
     * @param name the logical database
     * @param term in which the control plane leads that works on it; once one of a later term has begun to, it changes nothing
     *     any more
     */
    static ApplicationDatabase open(String name, DatabaseConfig config, long term) {
        return config.url().startsWith("jdbc:postgresql:")
                ? new PostgreSqlDatabase(name, config, term)
                : new MySqlDatabase(name, config, term);
    }

    /**
     * Holds a definition against the database. What stands in its way there is in the answer.
     *
     * @param running the migrations that may not have dropped what they retire
     * @throws io.crossfade.control.error.RefusedException with every reason why it can't be understood
     */
    StartCheck check(MigrationDefinition definition, List<Migration> running);

    /** The columns that a migration's expressions mention. */
    Set<String> mentioned(Migration migration);

    /** What would break if the source were dropped now, one sentence each; empty if nothing. */
    List<String> dependents(Migration migration, List<String> unaffected);

    /** What planning statements needs to know of the database now, with the indexes of a table. */
    SchemaFacts schema(TableId table);

    /**
     * The statements that the database has recorded, most frequent first.
     *
     * @throws io.crossfade.control.error.RefusedException if it records none
     */
    List<RecordedStatement> recorded();

    /** What tells new sessions where the migrations stand. */
    Fence fence();

    /** Whether a session of the instance is left, by the advisory lock that each of them holds. */
    boolean hasSessions(String instanceId);

    /** The sessions of an instance that are left, by the lock that each of them holds. */
    List<DatabaseSession> sessions(String instanceId);

    /**
     * Ends a session of Crossfade's driver, and with it the transaction that it has open.
     *
     * @param process its number
     * @return whether there was one
     * @throws io.crossfade.control.error.RefusedException if the control plane's user may not do that
     */
    boolean end(long process);

    /**
     * Does a phase's job, from where it was left. Returns when it is done.
     *
     * @throws JobStoppedException if it was told to stop
     * @throws JobFailedException if it can't be done as things stand
     */
    void carryOut(Job job, JobRun run);

    /**
     * Drops what the expand job has made. Can be repeated.
     *
     * @throws JobStoppedException if it was told to stop
     * @throws JobFailedException if it can't be done as things stand
     */
    void undoExpand(JobRun run);

    /**
     * Takes from the target what would compare values that nobody writes any more, before a step to where it isn't written.
     * Can be repeated.
     *
     * @throws JobStoppedException if it was told to stop
     * @throws JobFailedException if it can't be done as things stand
     */
    void stopWritingTarget(JobRun run);

    /**
     * Gives the source back the constraints it was relieved of, before it is relied on again. Can be repeated.
     *
     * @throws JobStoppedException if it was told to stop
     * @throws JobFailedException if it can't be done as things stand
     */
    void restoreSource(JobRun run);

    @Override
    void close();
}
