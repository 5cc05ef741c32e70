package io.crossfade.jdbc;

import io.crossfade.rewrite.KeyRequest;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The overload by which a statement was prepared, so that it can be prepared again under another epoch. */
interface Preparation {

    Preparation PLAIN = (connection, planned) -> connection.prepareStatement(planned.sql());

    PreparedStatement prepare(Connection connection, Planned planned) throws SQLException;

    default KeyRequest keys() {
        return KeyRequest.NONE;
    }

    static Preparation of(int type, int concurrency) {
        return (connection, planned) -> connection.prepareStatement(planned.sql(), type, concurrency);
    }

    static Preparation of(int type, int concurrency, int holdability) {
        return (connection, planned) -> connection.prepareStatement(planned.sql(), type, concurrency, holdability);
    }

    static Preparation of(KeyForm keys) {
        return new WithKeys(keys);
    }

    /** A statement that returns the keys it generates. */
    record WithKeys(KeyForm form) implements Preparation {

        @Override
        public KeyRequest keys() {
            return form.request();
        }

        @Override
        public PreparedStatement prepare(Connection connection, Planned planned) throws SQLException {
            form.check(planned);
            if (form.byNames(planned)) {
                return connection.prepareStatement(planned.sql(), form.names());
            }
            if (form.byIndexes()) {
                return connection.prepareStatement(planned.sql(), form.indexes());
            }
            return connection.prepareStatement(planned.sql(), form.flagFor(planned));
        }
    }

    /** A call: its parameters have directions and names, so a text that would have to be rewritten is refused. */
    interface Call extends Preparation {

        Call PLAIN = Connection::prepareCall;

        CallableStatement prepareCall(Connection connection, String sql) throws SQLException;

        @Override
        default CallableStatement prepare(Connection connection, Planned planned) throws SQLException {
            if (planned.plan().isTouched()) {
                throw SqlState.REFUSED.exception("Crossfade refuses to prepare a call that touches migration "
                        + String.join(", ", planned.plan().touched()) + ": use prepareStatement for this statement");
            }
            return prepareCall(connection, planned.sql());
        }
    }
}
