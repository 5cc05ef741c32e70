package io.crossfade.simulate;

import io.crossfade.control.job.DatabaseSession;
import io.crossfade.migration.Snapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What a control plane sends to the database. */
public final class Schema {

    private final Scene scene;
    private final Db db;

    /** A change of the table. Each can be repeated. */
    public enum Change {
        ADD_TARGET,
        DROP_TARGET,
        BIND_TARGET,
        RELEASE_TARGET,
        MAKE_TARGET_UNIQUE,
        FREE_TARGET_OF_INDEXES,
        RELEASE_SOURCE,
        BIND_SOURCE,
        DROP_SOURCE
    }

    Schema(Scene scene) {
        this.scene = scene;
        this.db = scene.db;
    }

    /** The network between may be down. */
    public void mayFail() throws SQLException {
        Proc proc = scene.world.task().proc;
        if (!proc.reachesDatabase && scene.world.chance.percent(50)) {
            throw new SQLException("no way to the database", "08001");
        }
    }

    public long show(Db.Session session, Snapshot snapshot) throws SQLException {
        return db.call(
                session, "writes epoch " + snapshot.epoch() + " into the fence", () -> true, () -> db.show(snapshot));
    }

    public List<DatabaseSession> strangers(Db.Session session, Set<String> known) throws SQLException {
        return db.call(session, "looks for strangers", () -> true, () -> db.strangers(known).stream()
                .map(this::shown)
                .toList());
    }

    public List<DatabaseSession> sessions(Db.Session session, String instance) throws SQLException {
        return db.call(
                session, "looks for the sessions of " + instance, () -> true, () -> db.sessionsOf(instance).stream()
                        .map(this::shown)
                        .toList());
    }

    public boolean end(Db.Session session, long number) throws SQLException {
        return db.call(session, "ends session " + number, () -> true, () -> db.end(number));
    }

    private DatabaseSession shown(Db.Session session) {
        long busy = session.openSince < 0 ? 0 : Math.max(1, (scene.world.nanos - session.openSince) / 1_000_000);
        return new DatabaseSession(session.number, "app", "", "", busy);
    }

    public boolean hasSessions(Db.Session session, String instance) throws SQLException {
        return db.call(session, "looks for sessions of " + instance, () -> true, () -> db.hasSessions(instance));
    }

    /** Waits for all transactions that have used the table. Commits by itself, or as the last of a transaction. */
    public void change(Db.Session session, String migration, Change change, long token) throws SQLException {
        if (!migration.equals(Scene.NAME)) {
            other(session, migration, change.name());
            return;
        }
        Object unused = db.call(session, change.name(), () -> !db.isTableUsed(session), () -> {
            db.rollback(session);
            scene.checkRun(Scene.NAME, token, change.name());
            scene.checkDrained(Scene.NAME, change.name());
            switch (change) {
                case ADD_TARGET -> {
                    if (!db.targetThere) {
                        db.targetThere = true;
                        for (Db.Row row : db.rows) {
                            row.target = Db.NULL;
                        }
                    }
                }
                case DROP_TARGET -> {
                    db.targetThere = false;
                    db.targetBound = false;
                    db.targetUnique = false;
                }
                case BIND_TARGET -> db.targetBound = true;
                case RELEASE_TARGET -> db.targetBound = false;
                case MAKE_TARGET_UNIQUE -> db.targetUnique = true;
                case FREE_TARGET_OF_INDEXES -> db.targetUnique = false;
                case RELEASE_SOURCE -> db.sourceBound = false;
                case BIND_SOURCE -> db.sourceBound = true;
                case DROP_SOURCE -> db.sourceThere = false;
            }
            return null;
        });
    }

    /** The job of another migration, of which nothing is of interest here but its moment. */
    private void other(Db.Session session, String migration, String what) throws SQLException {
        Object unused = db.call(session, what, () -> true, () -> {
            db.rollback(session);
            scene.checkDrained(migration, what);
            return null;
        });
    }

    public void copy(Db.Session session, int row, boolean reverse) throws SQLException {
        Object unused = db.call(
                session,
                reverse ? "copies row " + row + " to the source" : "copies row " + row,
                () -> db.isFree(row, session),
                () -> {
                    scene.checkDrained(Scene.NAME, "a copy");
                    db.copy(session, row, reverse);
                    return null;
                });
    }

    /** Only the last run of a job changes rows. */
    public void commitCopies(Db.Session session, String migration, long token) throws SQLException {
        Object unused = db.call(session, "commits", () -> true, () -> {
            scene.checkIsLastRun(migration, token);
            scene.checkRun(migration, token, "a copy");
            db.commitCopies(session);
            return null;
        });
    }

    /** What the server has of a client that is gone ends there, with the session. */
    public void rollback(Db.Session session) {
        if (!session.gone && !session.clientGone) {
            db.rollback(session);
        }
    }

    public boolean differs(Db.Session session, int row) throws SQLException {
        return db.call(session, "compares row " + row, () -> true, () -> db.differs(row));
    }
}
