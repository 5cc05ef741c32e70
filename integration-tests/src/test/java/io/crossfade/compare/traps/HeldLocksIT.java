package io.crossfade.compare.traps;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.compare.generate.Bench.Deed;
import io.crossfade.processes.Product;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks of two sessions: who gets which rows, and who is kept out. The other session is a plain one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldLocksIT {

    private final Benches benches = new Benches();

    @AfterAll
    void close() throws SQLException {
        benches.close();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void skipsRowsThatAreLocked(Product product) throws Exception {
        List<String> rows = alike(
                product,
                "SELECT id, {name}, price FROM users ORDER BY id FOR UPDATE SKIP LOCKED",
                "SELECT id FROM users WHERE id IN (1, 3) FOR UPDATE");
        assertThat(rows).containsExactly("2", "4", "5");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void doesNotWaitForALockedRow(Product product) throws Exception {
        List<String> rows = alike(
                product,
                "SELECT id, {name} FROM users WHERE {login} = 'ada' FOR UPDATE NOWAIT",
                "SELECT id FROM users WHERE id = 1 FOR UPDATE");
        assertThat(rows).hasSize(1).first().asString().startsWith("fails with ");
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "MARIADB", mode = EnumSource.Mode.EXCLUDE)
    void skipsWhatIsLockedOfTheNamedTableOnly(Product product) throws Exception {
        List<String> rows = alike(
                product,
                "SELECT o.id, u.{name} FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id"
                        + " FOR UPDATE OF o SKIP LOCKED",
                "SELECT id FROM users WHERE id = 1 FOR UPDATE");
        assertThat(rows).containsExactly("10", "11", "12");
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "MARIADB", mode = EnumSource.Mode.EXCLUDE)
    void skipsTheRowsOfTheNamedTable(Product product) throws Exception {
        List<String> rows = alike(
                product,
                "SELECT o.id, u.{name} FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id"
                        + " FOR UPDATE OF u SKIP LOCKED",
                "SELECT id FROM users WHERE id = 1 FOR UPDATE");
        assertThat(rows).containsExactly("12");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void locksTheRowsItReads(Product product) throws Exception {
        keepsOut(product, "SELECT {name}, price FROM users WHERE id = 1 FOR UPDATE");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void locksTheRowsOfAStar(Product product) throws Exception {
        keepsOut(product, "SELECT * FROM users WHERE id = 1 FOR UPDATE");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void locksTheRowsItChanges(Product product) throws Exception {
        keepsOut(product, "UPDATE users SET {name} = 'x' WHERE id = 1");
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "MARIADB", mode = EnumSource.Mode.EXCLUDE)
    void locksTheRowsItShares(Product product) throws Exception {
        keepsOut(product, "SELECT {name}, {{person :: last_name}} FROM users WHERE id = 1 FOR SHARE");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void readsWithoutALock(Product product) throws Exception {
        List<String> kept = alike(product, deed("SELECT {name}, price FROM users", HeldLocksIT::keptOut));
        assertThat(kept).containsExactly("1", "2");
    }

    /** Has the statement lock row 1 and nothing else. */
    private void keepsOut(Product product, String sql) throws SQLException, IOException {
        List<String> kept = alike(product, deed(sql, HeldLocksIT::keptOut));
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0)).startsWith("fails with ");
        assertThat(kept.get(1)).isEqualTo("2");
    }

    private static List<String> keptOut(Connection aside) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int id : List.of(1, 2)) {
            rows.addAll(ids(aside, "SELECT id FROM users WHERE id = " + id + " FOR UPDATE NOWAIT"));
            aside.rollback();
        }
        return rows;
    }

    /** What the statement reads while another session holds a lock. */
    private List<String> alike(Product product, String sql, String held) throws SQLException, IOException {
        return alike(product, ofTarget -> (connection, aside) -> {
            ids(aside, held);
            return ids(connection, Trap.written(sql, ofTarget));
        });
    }

    @FunctionalInterface
    private interface Look {

        List<String> at(Connection aside) throws SQLException;
    }

    @FunctionalInterface
    private interface Written {

        Deed<List<String>> code(boolean ofTarget);
    }

    private static Written deed(String sql, Look afterwards) {
        return ofTarget -> (connection, aside) -> {
            ids(connection, Trap.written(sql, ofTarget));
            return afterwards.at(aside);
        };
    }

    /** Whatever it gives has to be the same on the plain database and in every stage, for both shapes. */
    private List<String> alike(Product product, Written deed) throws SQLException, IOException {
        List<List<String>> given = new ArrayList<>();
        for (boolean ofTarget : List.of(false, true)) {
            given.addAll(benches.on(product).everywhere(ofTarget, deed.code(ofTarget)));
        }
        assertThat(given).hasSizeGreaterThan(20).containsOnly(given.get(0));
        return given.get(0);
    }

    /** The first column of each row, or the state of the error. */
    private static List<String> ids(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return List.of();
            }
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(sql).doesNotStartWith("MG");
            return List.of("fails with " + e.getSQLState());
        }
    }
}
