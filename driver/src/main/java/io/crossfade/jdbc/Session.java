package io.crossfade.jdbc;

import io.crossfade.phase.Claim;
import io.crossfade.phase.Epochs;
import io.crossfade.phase.Generation;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.sql.Scanner;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One physical connection's claim, lot and search path. Every statement enters before it is planned and exits when its
 * call returns; the claim is released when no statement is running and no transaction is open.
 *
 * <p>JDBC allows several threads on a connection, so the state is guarded by this object's monitor. The monitor isn't
 * held while a statement runs.
 */
@SuppressWarnings("ReferenceEquality") // The same object means the same value, and most often it is the same.
final class Session {

    private final Connection delegate;
    private final Epochs<Plans> epochs;
    private final Claim<Plans> claim;
    private final Transactions transactions;
    private final Set<String> adopted;
    private final int cacheSize;
    private final String stateQuery;

    /** Which generation was the current one when no transaction was open last. */
    private Generation<Plans> idleUnder;

    private int running;
    private int roll;
    private List<String> searchPath;
    private @Nullable String reportedPath;
    private boolean searchPathKnown = true;
    private boolean searchPathChanged;
    private boolean schemaChanged;
    private boolean closed;
    private @Nullable PlanCache cache;
    private @Nullable Plans cachePlans;
    private @Nullable Object cacheStamp;
    private int cacheRoll;
    private @Nullable List<String> cachePath;

    /**
     * @param lock the key of the advisory lock by which the database knows the sessions of this instance
     */
    Session(Connection delegate, Epochs<Plans> epochs, Set<String> adopted, int cacheSize, long lock)
            throws SQLException {
        this.delegate = delegate;
        this.epochs = epochs;
        this.transactions = Transactions.of(delegate);
        this.adopted = adopted;
        this.cacheSize = cacheSize;
        this.stateQuery = "SELECT pg_catalog.current_schemas(true), pg_catalog.pg_advisory_lock_shared(" + lock + ")";
        this.searchPath = readState();
        this.reportedPath = transactions.reportedSearchPath();
        this.claim = epochs.register();
        this.idleUnder = epochs.current();
    }

    Set<String> adopted() {
        return adopted;
    }

    /** Claims the epoch, if the transaction has none yet, and says where to plan. Must be followed by an exit. */
    synchronized PlanCache enter(String sql) throws SQLException {
        boolean first = claim.held() == null;
        Generation<Plans> generation = claim.take();
        Plans plans = generation.plans();
        if (first) {
            checkTransactionIsNoOlder(generation);
            roll = plans.roll();
        }
        claim.running(sql);
        running++;
        transactions.ran();
        try {
            return cache(plans);
        } catch (SQLException | RuntimeException e) {
            exit(SessionEffects.NONE);
            throw e;
        }
    }

    /**
     * Claims the epoch and plans a text under it that isn't prepared. Must be followed by an exit, unless it is refused.
     */
    Planned enter(String sql, KeyRequest keys) throws SQLException {
        PlanCache plans = enter(sql);
        boolean planned = false;
        try {
            Planned plan = plans.plan(new PlanCache.Text(sql, keys, false));
            refuseSeveralUnderPassingPath(sql, plan);
            planned = true;
            return plan;
        } finally {
            if (!planned) {
                exit(SessionEffects.NONE);
            }
        }
    }

    /** The search path of a transaction ends with it, perhaps in the middle of a text: what follows can't be known. */
    private synchronized void refuseSeveralUnderPassingPath(String sql, Planned plan) throws SQLException {
        if (searchPathChanged
                && plan.plan().isTouched()
                && Scanner.statements(sql).size() > 1) {
            throw SqlState.REFUSED.exception("Crossfade refuses this text: migration '"
                    + plan.plan().touched().get(0) + "': it has several statements, and the search path was changed in"
                    + " this transaction: send them one by one");
        }
    }

    /** A statement's call returns, whether it has succeeded or not. */
    synchronized void exit(SessionEffects effects) throws SQLException {
        running--;
        try {
            if (effects != SessionEffects.NONE) {
                apply(effects);
            }
        } finally {
            settle();
        }
    }

    /** Where a statement would be planned now. Claims nothing: whoever runs it later enters first. */
    synchronized PlanCache peek() throws SQLException {
        Generation<Plans> held = claim.held();
        if (held != null) {
            return cache(held.plans());
        }
        Plans plans = epochs.current().plans();
        if (plans != cachePlans) {
            roll = plans.roll();
        }
        return cache(plans);
    }

    /** The plans of the epoch that a statement would see now. */
    synchronized Plans plans() {
        Generation<Plans> held = claim.held();
        return held != null ? held.plans() : epochs.current().plans();
    }

    /**
     * {@code commit()}, {@code rollback()} or the like has returned.
     *
     * @param succeeded if not, the transaction may still be open
     */
    synchronized void transactionEnded(boolean succeeded) throws SQLException {
        if (succeeded) {
            transactions.ended();
        }
        settle();
    }

    synchronized void searchPathChanged() {
        searchPathKnown = false;
        searchPathChanged = true;
    }

    /** A savepoint has been rolled back, or something else that may undo part of a transaction. */
    synchronized void partlyUndone() throws SQLException {
        if (searchPathChanged) {
            searchPathKnown = false;
        }
        settle();
    }

    /** The connection is closed or broken: true the first time. */
    synchronized boolean end() {
        boolean first = !closed;
        closed = true;
        claim.end();
        return first;
    }

    private PlanCache cache(Plans plans) throws SQLException {
        if (!plans.rewrites()) {
            // Nobody looks at what statements do to the search path, so it isn't known from here on.
            searchPathKnown = false;
        } else {
            followSearchPath();
        }
        PlanCache last = cache;
        if (last != null
                && cachePlans == plans
                && cacheRoll == roll
                && cachePath == searchPath
                && cacheStamp == plans.stamp()) {
            return last;
        }
        cacheStamp = plans.stamp();
        PlanCache found = plans.cache(new Plans.Kind(adopted, searchPath, roll, cacheSize));
        cache = found;
        cachePlans = plans;
        cacheRoll = roll;
        cachePath = searchPath;
        return found;
    }

    /** Reads the search path anew if it isn't known any more, or if the server has reported another since. */
    private void followSearchPath() throws SQLException {
        String reported = transactions.reportedSearchPath();
        if (searchPathKnown && Objects.equals(reported, reportedPath) || transactions.isFailed()) {
            return;
        }
        searchPath = readState();
        reportedPath = transactions.reportedSearchPath();
        searchPathKnown = true;
    }

    private void apply(SessionEffects effects) throws SQLException {
        if (effects.searchPath()) {
            searchPathChanged();
        }
        if (effects.schema()) {
            schemaChanged = true;
            forgetSchema();
        }
        if (effects.locks() && !delegate.isClosed() && !transactions.isFailed()) {
            searchPath = readState();
        }
    }

    private void settle() throws SQLException {
        if (running > 0 || (claim.held() == null && !searchPathChanged && !schemaChanged)) {
            return;
        }
        if (!delegate.isClosed() && !transactions.isIdle()) {
            claim.transactionOpen();
            return;
        }
        idleUnder = epochs.current();
        claim.release();
        if (searchPathChanged) {
            searchPathKnown = false;
            searchPathChanged = false;
        }
        if (schemaChanged) {
            forgetSchema();
            schemaChanged = false;
        }
    }

    /**
     * Some calls open a transaction without a statement of the application's, for instance one of the vendor's for large
     * objects. If such a transaction reads the database as it was at its start, it may not be planned under an epoch
     * that has begun since.
     */
    private void checkTransactionIsNoOlder(Generation<Plans> generation) throws SQLException {
        if (idleUnder == generation || transactions.isIdle()) {
            idleUnder = generation;
            return;
        }
        if (!transactions.isFailed() && delegate.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
            claim.release();
            throw new SQLTransactionRollbackException(
                    "a migration has changed its phase after this transaction was opened and before its first statement;"
                            + " run the transaction again",
                    SqlState.AGAIN);
        }
    }

    private void forgetSchema() {
        plans().schemaChanged();
        epochs.current().plans().schemaChanged();
    }

    /**
     * Asks for the search path, and takes the instance's lock in the same round trip. Where no transaction is open none
     * is left open: the application may still want to set its isolation.
     */
    private List<String> readState() throws SQLException {
        boolean opens = !delegate.getAutoCommit() && transactions.isIdle();
        if (opens) {
            delegate.setAutoCommit(true);
        }
        try (Statement statement = delegate.createStatement();
                ResultSet rows = statement.executeQuery(stateQuery)) {
            rows.next();
            Array schemas = rows.getArray(1);
            List<String> path = List.of((String[]) schemas.getArray());
            return path.equals(searchPath) ? searchPath : path;
        } finally {
            if (opens) {
                delegate.setAutoCommit(false);
            }
        }
    }
}
