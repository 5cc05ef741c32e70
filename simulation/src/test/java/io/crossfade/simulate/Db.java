package io.crossfade.simulate;

import io.crossfade.migration.InstanceKey;
import io.crossfade.migration.Side;
import io.crossfade.migration.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The application's database: a table whose rows have a source and a target side, the fence, the token of the job, and the
 * sessions with their locks. What a client has sent before it died may be carried out afterwards.
 */
public final class Db {

    static final int NULL = -1;

    final Scene scene;
    final Row[] rows;
    final List<Session> sessions = new ArrayList<>();
    final List<Late> late = new ArrayList<>();

    long fenceEpoch;
    Snapshot fence;
    /** By migration, of the run of its job. */
    final Map<String, Long> tokens = new HashMap<>();
    /** By migration, the last run that has changed something. */
    final Map<String, Long> changing = new HashMap<>();
    /** Migrations and tokens of runs that began in a process that had been replaced. */
    final Set<String> replaced = new HashSet<>();
    /** By key. */
    final Map<Object, Session> runLocks = new HashMap<>();

    /** Whether each change of the schema commits by itself, as on MySQL. */
    public boolean changesCommit;

    boolean targetThere;
    boolean sourceThere = true;
    /** Whether a row without a value on that side is refused. */
    boolean targetBound;

    boolean sourceBound = true;
    boolean targetUnique;
    private int sessionNumber;
    boolean carriesOutLate;

    /** A row, as committed. */
    static final class Row {

        final int number;
        int source;
        int target;
        /** What was written last by whoever. */
        int last;

        Session lockedBy;

        Row(int number) {
            this.number = number;
        }
    }

    /** A session as the server has it. */
    public static final class Session {

        final int number;
        final Proc owner;
        boolean gone;
        boolean clientGone;
        /** The step before which the server doesn't notice that the client is gone; -1 while it isn't. */
        int noticedAt = -1;

        Long key;
        boolean marked;
        /** When the transaction began; -1 if there is none. */
        long openSince = -1;

        /** The epoch under which the statements of the transaction were planned; -1 if there was none. */
        long epoch = -1;

        boolean usesTable;
        /** The migration whose token the transaction holds; null if it holds none. */
        String sharesToken;

        /** What the transaction has written: by row, the value, and the sides as a bit set; 0 if nothing. */
        final int[] value;

        final int[] sides;

        Session(int number, Proc owner, int rows) {
            this.number = number;
            this.owner = owner;
            this.value = new int[rows];
            this.sides = new int[rows];
        }

        @Override
        public String toString() {
            return "session " + number;
        }
    }

    /** A command of a client that is dead, which arrives some steps later. */
    record Late(Session session, String what, int notBefore, BooleanSupplier ready, Supplier<?> action) {}

    Db(Scene scene, int rowCount) {
        this.scene = scene;
        this.rows = new Row[rowCount];
        for (int i = 0; i < rowCount; i++) {
            rows[i] = new Row(i);
        }
    }

    /** Opens a session for the process that asks. */
    public Session connect() throws SQLException {
        World world = scene.world;
        Proc proc = world.task().proc;
        world.block(() -> proc.reachesDatabase);
        Session session = new Session(++sessionNumber, proc, rows.length);
        sessions.add(session);
        if (world.isLogged()) {
            world.log(session + " begins");
        }
        world.yieldHere();
        return session;
    }

    /**
     * Sends a command, and waits for the answer.
     *
     * @param ready whether the locks that it needs are free
     */
    public <T> T call(Session session, String what, BooleanSupplier ready, Supplier<T> action) throws SQLException {
        World world = scene.world;
        Proc proc = world.task().proc;
        if (session.clientGone) {
            throw lost();
        }
        try {
            scene.sends(proc, what);
            world.yieldHere();
            if (scene.faults.losesConnections && !scene.isHealed() && world.chance.permille(30)) {
                world.log("gives the connection up with a command on its way: " + what);
                late(session, what, ready, action);
                session.clientGone = true;
                throw lost();
            }
            if (!session.gone && !(proc.reachesDatabase && ready.getAsBoolean())) {
                world.block(() -> session.gone || (proc.reachesDatabase && ready.getAsBoolean()));
            }
        } catch (Death e) {
            if (!session.gone && !world.isFinished() && proc.reachesDatabase) {
                late(session, what, ready, action);
            }
            throw e;
        }
        if (session.gone) {
            throw lost();
        }
        T answer = carriedOut(session, what, action);
        world.yieldHere();
        if (session.gone) {
            throw lost();
        }
        return answer;
    }

    /** Most often the server notices that its client is gone only after it has carried out what that has sent. */
    private void late(Session session, String what, BooleanSupplier ready, Supplier<?> action) {
        int notBefore = scene.soonOrLate();
        late.add(new Late(session, what, notBefore, ready, action));
        session.noticedAt = scene.chance.percent(25) ? scene.soonOrLate() : notBefore + 1 + scene.chance.below(40);
    }

    private <T> T carriedOut(Session session, String what, Supplier<T> action) {
        T answer = action.get();
        if (scene.world.isLogged()) {
            scene.world.log(session + ": " + what + shown(answer));
        }
        return answer;
    }

    private static String shown(Object answer) {
        if (answer instanceof List<?> rows) {
            return rows.stream()
                    .map(row ->
                            row instanceof Object[] columns ? java.util.Arrays.deepToString(columns) : row.toString())
                    .map(row -> row.length() > 60 ? "something" : row)
                    .toList()
                    .toString()
                    .transform(all -> " -> " + all);
        }
        return answer == null ? "" : " -> " + answer;
    }

    private static SQLException lost() {
        return new SQLException("the connection is lost", "08006");
    }

    /** Carries out what a client has sent before it died, if it can be. */
    void carryOutLate(Late command) {
        if (command.session().gone) {
            late.remove(command);
        } else if (command.ready().getAsBoolean()) {
            late.remove(command);
            carriesOutLate = true;
            Object unused = carriedOut(command.session(), "late: " + command.what(), command.action());
            carriesOutLate = false;
        }
    }

    /** Whether a transaction in it may still be committed: by its client, or by what that has sent. */
    boolean canCommit(Session session) {
        return !session.clientGone || late.stream().anyMatch(command -> command.session() == session);
    }

    /** Ends a session in the server: what isn't committed is undone. */
    void end(Session session) {
        if (!session.gone) {
            rollback(session);
            session.gone = true;
            session.marked = false;
            session.key = null;
            sessions.remove(session);
            runLocks.values().remove(session);
            if (scene.world.isLogged()) {
                scene.world.log(session + " of " + session.owner + " ends");
            }
        }
    }

    void begin(Session session) {
        if (session.openSince < 0) {
            session.openSince = scene.world.nanos;
        }
    }

    public void commit(Session session) {
        for (Row row : rows) {
            int sides = session.sides[row.number];
            if (sides != 0) {
                int value = session.value[row.number];
                if ((sides & 1) != 0) {
                    row.source = value;
                }
                if ((sides & 2) != 0) {
                    row.target = value;
                }
                row.last = value;
            }
        }
        rollback(session);
    }

    public void rollback(Session session) {
        for (Row row : rows) {
            session.sides[row.number] = 0;
            if (row.lockedBy == session) {
                row.lockedBy = null;
            }
        }
        session.openSince = -1;
        session.epoch = -1;
        session.usesTable = false;
        session.sharesToken = null;
    }

    public boolean isFree(int row, Session session) {
        return rows[row].lockedBy == null || rows[row].lockedBy == session;
    }

    /** Takes part in the transaction what was planned under an epoch. */
    private void plannedUnder(Session session, long epoch) {
        if (session.epoch >= 0 && session.epoch != epoch) {
            scene.world.violate("a transaction has statements of epochs " + session.epoch + " and " + epoch);
        }
        session.epoch = epoch;
        scene.checkNeighbour(session, "a statement is carried out");
    }

    /** Writes a row on some sides. */
    void write(Session session, int number, boolean source, boolean target, int value, long epoch) {
        plannedUnder(session, epoch);
        Row row = rows[number];
        session.usesTable = true;
        use(source, target);
        if (!target && targetBound) {
            scene.world.violate("a write is refused: the target may not be left without a value");
        }
        if (!target && targetUnique) {
            scene.world.violate("a write could be refused by a unique index over values that nobody writes any more");
        }
        if (!source && sourceThere && sourceBound) {
            scene.world.violate("a write is refused: the source may not be left without a value");
        }
        row.lockedBy = session;
        session.value[number] = value;
        session.sides[number] = (source ? 1 : 0) | (target ? 2 : 0);
    }

    int read(Session session, int number, Side side, long epoch) {
        plannedUnder(session, epoch);
        session.usesTable = true;
        boolean source = side == Side.SOURCE;
        use(source, !source);
        Row row = rows[number];
        int written = session.sides[number];
        int seen = (written & (source ? 1 : 2)) != 0 ? session.value[number] : source ? row.source : row.target;
        int expected = written != 0 ? session.value[number] : row.last;
        if (seen != expected) {
            scene.world.violate("a read of row " + number + " from the " + side + " finds " + seen
                    + "; the last value written is " + expected);
        }
        return seen;
    }

    private void use(boolean source, boolean target) {
        if (source && !sourceThere) {
            scene.world.violate("a statement uses the source, which has been dropped");
        }
        if (target && !targetThere) {
            scene.world.violate("a statement uses the target, which isn't there");
        }
    }

    /** Makes one side of a row follow from the other, in a job's transaction. */
    public void copy(Session session, int number, boolean reverse) {
        Row row = rows[number];
        session.usesTable = true;
        row.lockedBy = session;
        session.sides[number] = 4 | (reverse ? 1 : 2);
        session.value[number] = reverse ? row.target : row.source;
    }

    /** Commits what a job has copied: nothing new has been written. */
    public void commitCopies(Session session) {
        for (Row row : rows) {
            int sides = session.sides[row.number];
            if (sides != 0) {
                if ((sides & 1) != 0) {
                    row.source = session.value[row.number];
                } else {
                    row.target = session.value[row.number];
                }
            }
        }
        rollback(session);
    }

    public boolean differs(int number) {
        return rows[number].source != rows[number].target;
    }

    public int rowCount() {
        return rows.length;
    }

    boolean isTableUsed(Session by) {
        for (Session session : sessions) {
            if (session != by && session.usesTable) {
                return true;
            }
        }
        return false;
    }

    boolean isTokenShared(Session by, String migration) {
        for (Session session : sessions) {
            if (session != by && migration.equals(session.sharesToken)) {
                return true;
            }
        }
        return false;
    }

    long takeToken(String migration, boolean byReplaced) {
        long token = tokens.merge(migration, 1L, Long::sum);
        if (byReplaced) {
            replaced.add(migration + token);
        }
        return token;
    }

    boolean takeRunLock(Session by, Object key) {
        return Guard.SCHEMA_CHANGE_IS_WAITED_FOR.isOff() || runLocks.putIfAbsent(key, by) == null;
    }

    boolean endRun(Object key) {
        Session holder = runLocks.get(key);
        if (holder != null) {
            end(holder);
        }
        return holder != null;
    }

    boolean hasSessions(String instance) {
        return !sessionsOf(instance).isEmpty();
    }

    List<Session> sessionsOf(String instance) {
        long key = InstanceKey.of(instance);
        return sessions.stream()
                .filter(session -> session.key != null && session.key == key)
                .toList();
    }

    boolean isRegistered(long number) {
        return sessions.stream().anyMatch(session -> session.number == number && session.key != null);
    }

    /** As an administrator does it. */
    boolean end(long number) {
        for (Session session : sessions) {
            if (session.number == number) {
                end(session);
                return true;
            }
        }
        return false;
    }

    List<Session> strangers(Set<String> known) {
        List<Session> found = new ArrayList<>();
        for (Session session : sessions) {
            if (session.marked
                    && known.stream().noneMatch(id -> session.key != null && InstanceKey.of(id) == session.key)) {
                found.add(session);
            }
        }
        return found;
    }

    long show(Snapshot snapshot) {
        if (snapshot.epoch() > fenceEpoch || Guard.FENCE_NEVER_GOES_BACK.isOff()) {
            if (snapshot.epoch() < fenceEpoch) {
                scene.world.log("the fence goes back to " + snapshot.epoch());
            }
            scene.checkDurable(snapshot.epoch(), "the fence");
            fenceEpoch = snapshot.epoch();
            fence = snapshot;
        }
        return fenceEpoch;
    }
}
