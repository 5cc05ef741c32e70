package io.crossfade.jdbc;

import io.crossfade.phase.Claim;
import io.crossfade.phase.Epochs;
import io.crossfade.phase.Generation;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Scanner;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One physical connection's claim, lot and ways of reading texts. Every statement enters before it is planned and exits when its
 * call returns; the claim is released when no statement is running and no transaction is open.
 *
 * <p>JDBC allows several threads on a connection, so the state is guarded by this object's monitor. The monitor isn't
 * held while a statement runs.
 */
@SuppressWarnings("ReferenceEquality") // The same object means the same value, and most often it is the same.
final class Session {

    private final Connection delegate;
    private static final long LOOK_MILLIS = 50;

    /** Those of the instance, or on a read replica that server's own. */
    private Epochs<Plans> epochs;

    private Claim<Plans> claim;
    private final ServerSession server;
    private final Set<String> adopted;
    private final int cacheSize;
    private final SessionOwner owner;

    /** Which generation was the current one when no transaction was open last. */
    private Generation<Plans> idleUnder;

    private int running;
    private String lastText = "";
    private int roll;
    private ReadLot lot;
    private SqlContext context;
    private boolean contextKnown = true;
    private boolean contextChanged;
    private boolean fenceUnread;
    /** It has to be opened again before a transaction begins, at once or when there is an epoch. */
    private boolean opensAgain;
    /** Its claims are those of a read replica's epochs. */
    private boolean joined;

    private Optional<ServerSession.Standby> standby = Optional.empty();
    private boolean schemaChanged;
    private boolean closed;
    /** The claim is kept until the server has nothing left of what was sent last. */
    private boolean lost;
    /** Something has been handed out that leads past the planner: the claim is kept until the connection is closed. */
    private boolean bypassed;

    private @Nullable PlanCache cache;
    private @Nullable Plans cachePlans;
    private @Nullable Object cacheStamp;
    private int cacheRoll;
    private @Nullable SqlContext cacheContext;

    /**
     * @param owner takes what the fence shows, if that is later than the current epoch, before anything runs here
     * @param lot how its transactions come by their lots
     */
    Session(
            Connection delegate,
            Epochs<Plans> epochs,
            Set<String> adopted,
            int cacheSize,
            ServerSession server,
            SessionOwner owner,
            ReadLot lot)
            throws SQLException {
        this.delegate = delegate;
        this.epochs = epochs;
        this.server = server;
        this.adopted = adopted;
        this.cacheSize = cacheSize;
        this.owner = owner;
        this.lot = lot;
        this.context = opened();
        this.claim = standby.isPresent() ? joined() : epochs.register();
        this.epochs = claim.epochs();
        this.opensAgain = mustOpenAgain();
        this.idleUnder = this.epochs.current();
    }

    /** A replica that is behind gets some time to catch up. */
    private Claim<Plans> joined() throws SQLException {
        long end = System.nanoTime() + Replicas.catchUpNanos();
        while (standby.isPresent()) {
            Optional<Claim<Plans>> joined = owner.join(standby.get());
            if (joined.isPresent()) {
                this.joined = true;
                return joined.get();
            }
            if (System.nanoTime() - end > 0) {
                throw SqlState.NO_SNAPSHOT.exception("Crossfade opens no session on read replica "
                        + standby.get().server() + ": it lags, and shows epoch "
                        + standby.get().shown().epoch()
                        + " still, while this instance has acknowledged a later one. Try again when it has caught up, or"
                        + " read from the primary");
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SqlState.NO_SNAPSHOT.exception("interrupted while a read replica was catching up", e);
            }
            context = opened();
        }
        return epochs.register(); // it isn't a replica any more
    }

    /** Whether it was opened on a read replica. */
    synchronized boolean isOnReplica() {
        return standby.isPresent();
    }

    private SqlContext opened() throws SQLException {
        ServerSession.Opening opening = server.open(epochs.current().epoch());
        opening.later().ifPresent(owner::adopt);
        opening.standby().ifPresent(owner::shows);
        standby = opening.standby();
        fenceUnread = !opening.isWhole();
        opensAgain = mustOpenAgain();
        return opening.context();
    }

    private boolean mustOpenAgain() {
        return fenceUnread || server.mayBeOnReplica() || (standby.isPresent() && !joined);
    }

    /** A session that was taken for one on the primary may turn out to be on a replica. */
    private void openAgain() throws SQLException {
        context = opened();
        if (standby.isPresent() && !joined) {
            Claim<Plans> atReplica = joined();
            claim.end();
            claim = atReplica;
            epochs = claim.epochs();
            opensAgain = mustOpenAgain();
        }
        idleUnder = epochs.current();
    }

    private boolean isDueToOpen() {
        return fenceUnread || standby.isPresent() || epochs.current().epoch() > 0;
    }

    /** How transactions come by their lots. */
    synchronized ReadLot lot() {
        return lot;
    }

    /** How transactions that begin from here on come by their lots. */
    synchronized void lot(ReadLot next) {
        lot = next;
    }

    /** How texts were read last. */
    synchronized SqlContext context() {
        return context;
    }

    /** Whose SQL the server reads. */
    Dialect dialect() {
        return context().dialect();
    }

    Set<String> adopted() {
        return adopted;
    }

    /** Claims the epoch, if the transaction has none yet, and says where to plan. Must be followed by an exit. */
    synchronized PlanCache enter(String sql) throws SQLException {
        boolean first = claim.held() == null;
        if (opensAgain && first && isDueToOpen() && server.isIdle()) {
            openAgain();
        }
        Generation<Plans> generation = claim.take();
        Plans plans = generation.plans();
        if (first) {
            checkTransactionIsNoOlder(generation);
            roll = lot.next(plans);
        }
        claim.running(sql);
        lastText = sql;
        running++;
        server.runs();
        try {
            return cache(plans);
        } catch (SQLException | RuntimeException e) {
            abandon();
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
                abandon();
            }
        }
    }

    /** The search path of a transaction ends with it, perhaps in the middle of a text: what follows can't be known. */
    private synchronized void refuseSeveralUnderPassingPath(String sql, Planned plan) throws SQLException {
        if (contextChanged
                && server.isUndoneByTransactions()
                && plan.plan().isTouched()
                && Scanner.statements(context.mode(), sql).size() > 1) {
            throw SqlState.REFUSED.exception("Crossfade refuses this text: migration '"
                    + plan.plan().touched().get(0) + "': it has several statements, and the search path was changed in"
                    + " this transaction: send them one by one");
        }
    }

    /** Whether rows of a statement may still be on their way when its execution returns. */
    boolean streams(java.sql.Statement statement) throws SQLException {
        return server.streams(statement);
    }

    /** Whether the server has announced another result of the statement that runs. */
    boolean expectsMore() {
        return server.expectsMore();
    }

    /** Rows are on their way still when their statement's call returns: it counts as running until they are abandoned. */
    synchronized void hold() {
        running++;
    }

    /** Whether what leads past the planner may be handed out: it may as long as nothing migrates. */
    synchronized boolean allowsBypass() {
        return bypassed || !(plans().rewrites() || epochs.current().plans().rewrites());
    }

    /**
     * Lets the application have what leads past the planner, and keeps the epoch, under which nothing migrates, until the
     * connection is closed and the server has nothing left of it: nobody knows what is sent that way, nor when. So no
     * migration begins before.
     *
     * @param refusal what is said if something migrates already
     */
    synchronized void bypass(String refusal) throws SQLException {
        if (bypassed) {
            return;
        }
        if (!allowsBypass()) {
            throw SqlState.BYPASS.exception(refusal);
        }
        PlanCache unused = enter("");
        if (!allowsBypass()) {
            abandon();
            throw SqlState.BYPASS.exception(refusal);
        }
        bypassed = true;
        claim.standsFor(
                "(until this connection is closed: it has handed out what leads past Crossfade. " + refusal + ")");
    }

    /** Whether a migration waits for this connection to be closed, and nothing else of it. */
    synchronized boolean standsInTheWay() {
        return bypassed && claim.held() != epochs.current();
    }

    /** What was entered is given up before anything was sent, or rows are no longer on their way. */
    synchronized void abandon() throws SQLException {
        running--;
        settle();
    }

    /** A statement's call returns. */
    synchronized void exit(SessionEffects effects, boolean succeeded) throws SQLException {
        running--;
        if (succeeded) {
            server.answered();
        } else {
            server.failed(lastText);
            noteLoss();
        }
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
            roll = lot.next(plans);
        }
        return cache(plans);
    }

    /** For a text behind another that may change how texts are read, in one go with it. */
    void refuseIfNamed(String sql) throws SQLException {
        plans().refuseIfNamed(context.mode(), sql);
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
        server.transactionEnded(succeeded);
        if (!succeeded) {
            noteLoss();
        }
        settle();
    }

    synchronized void contextChanged() {
        contextKnown = false;
        contextChanged = true;
    }

    /** The server has forgotten all that this session had, its lock included. */
    synchronized void reset() throws SQLException {
        server.transactionEnded(true);
        context = opened();
        settle();
    }

    /** A savepoint has been rolled back, or something else that may undo part of a transaction. */
    synchronized void partlyUndone(boolean succeeded) throws SQLException {
        if (!succeeded) {
            server.transactionEnded(false);
            noteLoss();
        }
        if (contextChanged) {
            contextKnown = false;
        }
        settle();
    }

    /** The connection is closed or broken: true the first time. */
    synchronized boolean end() {
        boolean first = !closed;
        if (first && running > 0) {
            lose();
        }
        closed = true;
        if (!lost) {
            if (first) {
                server.closed();
            }
            claim.end();
        }
        return first;
    }

    /** A call has failed: if the connection is gone with it, what it has sent may still be carried out. */
    private void noteLoss() throws SQLException {
        if (!closed && delegate.isClosed()) {
            lose();
        }
    }

    private void lose() {
        if (!lost && claim.held() != null) {
            lost = true;
            owner.watch(server, this::gone);
        }
    }

    private synchronized void gone() {
        lost = false;
        if (closed) {
            server.closed();
            claim.end();
        } else {
            claim.release();
        }
    }

    private PlanCache cache(Plans plans) throws SQLException {
        if (!plans.rewrites()) {
            // Nobody looks at what statements do to the session, so how they are read isn't known from here on.
            contextKnown = false;
        } else {
            followContext();
        }
        PlanCache last = cache;
        if (last != null
                && cachePlans == plans
                && cacheRoll == roll
                && cacheContext == context
                && cacheStamp == plans.stamp()) {
            return last;
        }
        cacheStamp = plans.stamp();
        PlanCache found = plans.cache(new Plans.Kind(adopted, context, roll, cacheSize));
        cache = found;
        cachePlans = plans;
        cacheRoll = roll;
        cacheContext = context;
        return found;
    }

    /** Asks how texts are read if it isn't known any more, or if the server has reported a change since. */
    private void followContext() throws SQLException {
        if ((contextKnown && !server.hasMoved()) || server.isFailed()) {
            return;
        }
        context = server.read();
        contextKnown = true;
    }

    private void apply(SessionEffects effects) throws SQLException {
        if (effects.context()) {
            contextChanged();
        }
        if (effects.schema()) {
            schemaChanged = true;
            forgetSchema();
        }
        if (effects.locks() && !delegate.isClosed() && !server.isFailed()) {
            context = opened();
        }
    }

    private void settle() throws SQLException {
        if (lost || running > 0 || (claim.held() == null && !contextChanged && !schemaChanged)) {
            return;
        }
        if (!delegate.isClosed() && !server.isIdle()) {
            claim.transactionOpen();
            return;
        }
        idleUnder = epochs.current();
        claim.release();
        if (contextChanged) {
            contextKnown &= !server.isUndoneByTransactions();
            contextChanged = false;
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
        if (idleUnder == generation || server.isIdle()) {
            idleUnder = generation;
            return;
        }
        if (!server.isFailed() && delegate.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
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
}
