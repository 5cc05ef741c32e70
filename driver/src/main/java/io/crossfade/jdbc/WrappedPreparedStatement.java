package io.crossfade.jdbc;

import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement that is planned again when it is run under another epoch than it was prepared under: it then
 * gets another delegate, and that the parameters and the batch this one holds.
 */
abstract class WrappedPreparedStatement extends ParameterSetters {

    private final String sql;
    private final Preparation preparation;
    private final Parameters parameters = new Parameters();
    private final List<Parameters> batch = new ArrayList<>(0);
    private PlanCache plannedIn;
    private boolean escapeProcessing = true;
    private @Nullable String cursorName;

    WrappedPreparedStatement(
            WrappedConnection owner,
            PreparedStatement delegate,
            String sql,
            Preparation preparation,
            PlanCache plannedIn,
            Planned planned) {
        super(owner, delegate);
        this.sql = sql;
        this.preparation = preparation;
        this.plannedIn = plannedIn;
        this.planned = planned;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            ResultSet rows = wrapped(delegate.executeQuery());
            succeeded = true;
            holdWhileStreaming(true);
            sample(planned, sql, parameters);
            return rows;
        } finally {
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public int executeUpdate() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            int count = delegate.executeUpdate();
            succeeded = true;
            return count;
        } finally {
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            long count = delegate.executeLargeUpdate();
            succeeded = true;
            return count;
        } finally {
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public boolean execute() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            boolean hasRows = delegate.execute();
            succeeded = true;
            holdWhileStreaming(hasRows);
            sample(planned, sql, parameters);
            return hasRows;
        } finally {
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public int[] executeBatch() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            int[] counts = delegate.executeBatch();
            succeeded = true;
            return counts;
        } finally {
            batch.clear();
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            long[] counts = delegate.executeLargeBatch();
            succeeded = true;
            return counts;
        } finally {
            batch.clear();
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public void addBatch() throws SQLException {
        delegate.addBatch();
        batch.add(parameters.copy());
    }

    @Override
    public void addBatch(String text) throws SQLException {
        bypass("Crossfade refuses PreparedStatement.addBatch(String): a text can't be planned in the batch of a"
                + " prepared statement; use a Statement");
        delegate.addBatch(text);
    }

    @Override
    public void clearBatch() throws SQLException {
        batch.clear();
        super.clearBatch();
    }

    @Override
    public void clearParameters() throws SQLException {
        delegate.clearParameters();
        parameters.clear();
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        follow(session().peek());
        RowTypes types = planned.types();
        return Wrapping.metaData(
                owner(),
                delegate.getMetaData(),
                planned.rows(),
                types == null ? RowTypes.AS_SENT : types.columns(owner().delegate));
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        follow(session().peek());
        ParameterMetaData raw = delegate.getParameterMetaData();
        int[][] places = planned.plan().parameters();
        return places == null ? raw : new PlannedParameters(raw, places, owner());
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        delegate.setEscapeProcessing(enable);
        escapeProcessing = enable;
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        delegate.setCursorName(name);
        cursorName = name;
    }

    @Override
    void bind(Setter setter, int at, long bits, @Nullable Object value, @Nullable Object extra) throws SQLException {
        Object kept =
                Parameters.set(delegate, planned.plan().parameters(), at, setter, bits, setter.unwrapped(value), extra);
        parameters.put(at, setter, bits, kept, extra);
    }

    /** Claims the epoch and makes sure that the delegate's text was planned under it. */
    private void begin() throws SQLException {
        beginAnew();
        PlanCache plans = session().enter(sql);
        if (plans == plannedIn && planned.types() == null) {
            planned.count();
            return;
        }
        boolean ready = false;
        try {
            follow(plans);
            planned.count();
            describeAhead(planned);
            ready = true;
        } finally {
            if (!ready) {
                session().abandon();
            }
        }
    }

    private void follow(PlanCache plans) throws SQLException {
        if (plans == plannedIn || delegate.isClosed()) {
            return;
        }
        Planned next = plans.plan(sql, preparation.keys());
        if (!next.sendsTheSameAs(planned)) {
            prepareAgain(next);
        }
        planned = next;
        plannedIn = plans;
    }

    private void prepareAgain(Planned next) throws SQLException {
        PreparedStatement old = delegate;
        PreparedStatement fresh = preparation.prepare(owner().delegate, next);
        try {
            StatementProperties.copy(old, fresh);
            if (!escapeProcessing) {
                fresh.setEscapeProcessing(false);
            }
            if (cursorName != null) {
                fresh.setCursorName(cursorName);
            }
            for (Parameters row : batch) {
                row.replay(fresh, next.plan().parameters());
                fresh.addBatch();
            }
            fresh.clearParameters();
            parameters.replay(fresh, next.plan().parameters());
        } catch (SQLException | RuntimeException e) {
            fresh.close();
            throw e;
        }
        delegate = fresh;
        old.close();
    }
}
