package io.crossfade.jdbc;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.phase.Claim;
import io.crossfade.phase.Epochs;
import io.crossfade.phase.Generation;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.rewrite.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A wrapped connection to a {@link StubDatabase}, under epochs that the test publishes. Planning is a toy: a text that
 * names {@code users} gets a comment with its epoch, and one parameter of it two places.
 */
final class Driven {

    final StubDatabase database = new StubDatabase();
    final Epochs<Plans> epochs;
    final Connection connection;
    /** What is to be run when the server has nothing left of a session whose connection was lost. */
    final List<Runnable> lost = new ArrayList<>();

    Driven(long epoch) throws SQLException {
        this(epoch, true);
    }

    Driven(long epoch, boolean migrating) throws SQLException {
        epochs = new Epochs<>(generation(epoch, migrating), System::nanoTime, () -> {});
        Connection raw = database.connect("jdbc:postgresql://stub/shop", new java.util.Properties());
        Session session = new Session(
                raw,
                epochs,
                Set.of(),
                100,
                new PostgresSession(raw, new Registry("test", Optional.empty())),
                new SessionOwner() {
                    @Override
                    public void adopt(Snapshot later) {
                        throw new AssertionError("nobody has a fence here");
                    }

                    @Override
                    public Optional<Claim<Plans>> join(ServerSession.Standby standby) {
                        throw new AssertionError("there is no replica here");
                    }

                    @Override
                    public void shows(ServerSession.Standby standby) {
                        throw new AssertionError("there is no replica here");
                    }

                    @Override
                    public void watch(ServerSession session, Runnable gone) {
                        lost.add(gone);
                    }
                },
                ReadLot.of(Optional.empty()));
        connection = Wrapping.connection(raw, session, false, () -> {});
        database.taken();
    }

    void publish(long epoch) {
        epochs.publish(generation(epoch, true));
    }

    private static Generation<Plans> generation(long epoch, boolean migrating) {
        Migration migration = new Migration(
                "users-full-name",
                new TableId("public", "users"),
                List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                Phase.DUAL_WRITE,
                0);
        Snapshot snapshot = new Snapshot("shop", epoch, migrating ? List.of(migration) : List.of());
        return new Generation<>(
                snapshot,
                new Plans(
                        snapshot,
                        (seen, catalog, adopted, context, roll) -> (sql, keys) -> plan(sql, keys, epoch),
                        Database.POSTGRESQL,
                        () -> {
                            throw new SQLException("nobody asks for the catalog");
                        },
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Plan plan(String sql, KeyRequest keys, long epoch) {
        if (!sql.contains("users")) {
            return Plan.passThrough(sql);
        }
        if (sql.contains("refused in " + epoch)) {
            throw new RefusedException("users-full-name", "a construct", 0);
        }
        String planned = sql + " /* " + epoch + " */";
        boolean even = epoch % 2 == 0;
        int[][] places = sql.contains("?") && even ? new int[][] {{1, 3}, {2}} : null;
        return new Plan(
                planned,
                List.of("users-full-name"),
                places,
                keys.requested(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
