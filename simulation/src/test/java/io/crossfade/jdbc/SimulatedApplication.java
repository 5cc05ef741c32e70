package io.crossfade.jdbc;

import io.crossfade.migration.Migration;
import io.crossfade.migration.Side;
import io.crossfade.migration.Snapshot;
import io.crossfade.phase.Instance;
import io.crossfade.phase.SnapshotSource;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.simulate.Connections;
import io.crossfade.simulate.Db;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * An application with the driver's hub and sessions. What the wrappers of JDBC do around a statement is done here by hand.
 *
 * <p>Its statements are {@code R row} and {@code W row}; a plan adds which sides, and the epoch.
 */
public final class SimulatedApplication {

    private static final int CACHED = 100;

    private final Db db;
    private final Hub hub;

    public SimulatedApplication(String id, SnapshotSource source, Db db) {
        this.db = db;
        this.hub = new Hub(
                id,
                source,
                new Instance.Identity("app", "1", 0),
                (snapshot, catalog, adopted, context, roll) ->
                        (sql, keys) -> Plan.passThrough(planned(snapshot, roll, sql)),
                Database.POSTGRESQL,
                Optional.empty(),
                new Registry(id, Optional.of("shop")),
                connector -> Optional.empty());
    }

    private static String planned(Snapshot snapshot, int roll, String sql) {
        if (!sql.startsWith("R ") && !sql.startsWith("W ")) {
            return sql;
        }
        Optional<Migration> known = snapshot.migrations().stream()
                .filter(migration -> migration.table().name().equals("users")
                        && migration.columns().get(0).sources().contains("name"))
                .findFirst();
        if (known.isEmpty()) {
            return sql + " S " + snapshot.epoch();
        }
        Migration migration = known.get();
        String sides = sql.startsWith("R ")
                ? migration.reads(roll) == Side.SOURCE ? "S" : "T"
                : (migration.phase().writes(Side.SOURCE) ? "S" : "")
                        + (migration.phase().writes(Side.TARGET) ? "T" : "");
        return sql + " " + sides + " " + snapshot.epoch();
    }

    /** As the driver opens a connection. */
    public Link open() throws SQLException {
        Connector connector = () -> Connections.open(db);
        var epochs = hub.acquire(connector);
        Link link = null;
        try {
            Connection raw = connector.open();
            link = wrapped(raw, epochs);
            return link;
        } finally {
            if (link == null) {
                hub.release();
            }
        }
    }

    private Link wrapped(Connection raw, io.crossfade.phase.Epochs<Plans> epochs) throws SQLException {
        try {
            ServerSession server = hub.session(raw);
            return new Link(raw, new Session(raw, epochs, Set.of(), CACHED, server, hub, ReadLot.of(Optional.empty())));
        } catch (SQLException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** As the end of its JVM. */
    public void shutDown() {
        hub.shutDown();
    }

    /** A connection as the application has it. */
    public final class Link {

        private final Connection raw;
        private final Session session;

        Link(Connection raw, Session session) {
            this.raw = raw;
            this.session = session;
        }

        public void setAutoCommit(boolean autoCommit) throws SQLException {
            boolean succeeded = false;
            try {
                raw.setAutoCommit(autoCommit);
                succeeded = true;
            } finally {
                session.transactionEnded(succeeded);
            }
        }

        public void run(String text) throws SQLException {
            Planned run = session.enter(text, KeyRequest.NONE);
            boolean succeeded = false;
            try (Statement statement = raw.createStatement()) {
                statement.execute(sent(run, text));
                succeeded = true;
            } finally {
                session.exit(run.effects(), succeeded);
            }
        }

        /** Without a migration nothing is planned. */
        private String sent(Planned run, String text) {
            boolean asItWas = run.sql().equals(text) && (text.startsWith("R ") || text.startsWith("W "));
            return asItWas ? text + " S " + session.plans().snapshot().epoch() : run.sql();
        }

        public void commit() throws SQLException {
            boolean succeeded = false;
            try {
                raw.commit();
                succeeded = true;
            } finally {
                session.transactionEnded(succeeded);
            }
        }

        public void rollback() throws SQLException {
            boolean succeeded = false;
            try {
                raw.rollback();
                succeeded = true;
            } finally {
                session.transactionEnded(succeeded);
            }
        }

        public void close() throws SQLException {
            try {
                raw.close();
            } finally {
                if (session.end()) {
                    hub.release();
                }
            }
        }
    }
}
