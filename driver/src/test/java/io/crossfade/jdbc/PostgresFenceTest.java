package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a new connection does when the fence isn't as it should be. */
class PostgresFenceTest {

    private static final Snapshot SHOWN = new Snapshot("shop", 3, List.of());

    private TestPostgres postgres;
    private FakeControlPlane controlPlane;
    private String url;

    @BeforeEach
    void create() throws IOException, SQLException {
        postgres = TestPostgres.create();
        postgres.run("CREATE SCHEMA crossfade; CREATE TABLE crossfade.fence (database_name text PRIMARY KEY,"
                + " epoch bigint NOT NULL, snapshot text NOT NULL)");
        controlPlane = new FakeControlPlane(SHOWN);
        url = postgres.crossfadeUrl() + "&crossfade.database=shop&crossfade.controlPlane=" + controlPlane.url();
    }

    @AfterEach
    void close() {
        controlPlane.close();
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Test
    void opensNoConnectionWhenTheFencesRowOrTheFenceIsGone() throws SQLException {
        String row = "INSERT INTO crossfade.fence VALUES ('shop', 3, '" + Wire.write(SHOWN) + "')";
        postgres.run(row);
        try (Connection connection = open()) {
            postgres.run("DELETE FROM crossfade.fence");
            assertRefused();
            postgres.run(row);
            open().close();
            postgres.run("DROP TABLE crossfade.fence");
            assertRefused();
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    private void assertRefused() {
        assertThatThrownBy(this::open)
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll("crossfade.fence", "with a row for database 'shop'", "epoch 3", "dropped")
                .extracting(refusal -> ((SQLException) refusal).getSQLState())
                .isEqualTo("MG003");
    }

    /** Before the first migration. */
    @Test
    void needsNoRowBeforeThereIsAnEpoch() throws SQLException {
        controlPlane.show(Snapshot.empty("shop"));

        try (Connection connection = open()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void readsTheFenceWhereAllIsSentInBinary() throws SQLException {
        url += "&prepareThreshold=-1";
        postgres.run("INSERT INTO crossfade.fence VALUES ('shop', 4, '" + Wire.write(new Snapshot("shop", 4, List.of()))
                + "')");
        try (Connection connection = open()) {
            assertThat(connection.isValid(5)).isTrue();
            assertThat(CrossfadeDriver.epochs(url).current().epoch()).isEqualTo(4);
            postgres.run("DROP TABLE crossfade.fence");
            assertThatThrownBy(this::open).hasMessageContaining("epoch 4");
        }
    }

    @Test
    void opensWithoutAFenceWhereAllIsSentInBinary() throws SQLException {
        url += "&prepareThreshold=-1";
        controlPlane.show(Snapshot.empty("shop"));
        postgres.run("DROP TABLE crossfade.fence");
        for (int i = 0; i < 2; i++) {
            try (Connection connection = open()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(connection.createStatement().execute("SELECT 1")).isTrue();
            }
        }
    }
}
