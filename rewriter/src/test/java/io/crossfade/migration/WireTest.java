package io.crossfade.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Heartbeat.InFlight;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class WireTest {

    private static final Snapshot SNAPSHOT = new Snapshot(
            "shop",
            7,
            List.of(new Migration(
                    "users-full-name",
                    new TableId("Some \"Schema\"", "users\nof ünïcode"),
                    List.of(
                            new Rename("name", "full_name", 2),
                            new Rename("a", "b", 3),
                            new Conversion(
                                    List.of(new RetiredColumn(
                                            "old", "int", Optional.empty(), "new::int", Optional.of("1"), false, 4)),
                                    List.of(new AddedColumn(
                                            "new",
                                            "old",
                                            "varchar(3)",
                                            Optional.of("\"C\""),
                                            Optional.of("old::text"),
                                            Optional.empty(),
                                            true,
                                            4)))),
                    Phase.SWITCH_READS,
                    42)));

    private static final Heartbeat HEARTBEAT = new Heartbeat(
            "shop-app",
            "0.1.0",
            1_700_000_000_123L,
            5,
            4,
            10,
            Optional.of(new InFlight(4, 12_345, true, "UPDATE \"users\" SET name = ?")));

    @Test
    void bringsASnapshotToTheOtherSide() {
        assertThat(Wire.readSnapshot(Wire.write(SNAPSHOT))).isEqualTo(SNAPSHOT);
        assertThat(Wire.readSnapshot(Wire.write(Snapshot.empty("shop")))).isEqualTo(Snapshot.empty("shop"));
    }

    @ParameterizedTest
    @EnumSource
    void bringsEveryPhaseToTheOtherSide(Phase phase) {
        Snapshot snapshot =
                new Snapshot("shop", 1, List.of(SNAPSHOT.migrations().get(0).withPhase(phase, 0)));
        assertThat(Wire.readSnapshot(Wire.write(snapshot))).isEqualTo(snapshot);
    }

    @Test
    void bringsAHeartbeatToTheOtherSide() {
        assertThat(Wire.readHeartbeat(Wire.write(HEARTBEAT))).isEqualTo(HEARTBEAT);
        Heartbeat idle = new Heartbeat("a", "b", 0, 0, 0, 0, Optional.empty());
        assertThat(Wire.readHeartbeat(Wire.write(idle))).isEqualTo(idle);
        assertThat(Wire.write(idle)).as("an older control plane reads it").doesNotContain("shapes");
        Heartbeat observing = new Heartbeat(
                "a", "b", 0, 0, 0, 0, Optional.empty(), List.of(new Heartbeat.Shape("SELECT name FROM users", 12)));
        assertThat(Wire.readHeartbeat(Wire.write(observing))).isEqualTo(observing);
        assertThat(Wire.readHeartbeat(Wire.write(observing.withReplicas())))
                .isEqualTo(observing.withReplicas())
                .isNotEqualTo(observing);
        Heartbeat older = new Heartbeat(
                "a", "b", 0, 0, 0, 0, Optional.empty(), List.of(), false, List.of(new Heartbeat.Unknown("m", "w")));
        assertThat(Wire.readHeartbeat(Wire.write(older))).isEqualTo(older);
        assertThat(older.withReplicas().unknown()).hasSize(1);
    }

    @Test
    void bringsAnInstanceWithoutAnySqlYetToTheOtherSide() {
        Heartbeat silent = new Heartbeat("a", "b", 0, 2, 1, 1, Optional.of(new InFlight(1, 0, false, "")));
        assertThat(Wire.readHeartbeat(Wire.write(silent))).isEqualTo(silent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"format\":1 ~ \"format\":2 ~ line 1, column 11: format 2 is of another version; this one reads format 1",
                "\"epoch\":7 ~ \"epoch\":7,\"mood\":\"good\" ~ unknown key 'mood'; known here: database, epoch, format, migrations, version",
                "\"phase\":\"SWITCH_READS\" ~ \"phase\":\"SHADOW\" ~ unknown phase 'SHADOW'",
                "\"kind\":\"rename\" ~ \"kind\":\"split\" ~ unknown kind of mapping 'split'",
                "\"epoch\":7 ~ \"epoch\":\"7\" ~ expected a whole number, found '7'",
                "\"epoch\":7 ~ \"epoch\":-7 ~ negative epoch",
                "\"epoch\":7 ~ \"epoch\":99999999999999999999 ~ is too large",
                "\"targetPercent\":42 ~ \"targetPercent\":101 ~ 101 %",
                "\"targetPercent\":42 ~ \"targetPercent\":4294967338 ~ a number is too large",
                "\"ordinal\":2 ~ \"ordinal\":0 ~ ordinal 0",
                "\"epoch\":7 ~ \"epoch\":7,\"epoch\":8 ~ Duplicate field 'epoch'",
                "\"database\":\"shop\" ~ \"database\":null ~ expected a text, found nothing",
                "\"migrations\":[ ~ \"migrations\":[[ ~ can't be read",
            })
    void saysWhereASnapshotCannotBeUnderstood(String part, String broken, String complaint) {
        String text = Wire.write(SNAPSHOT);
        assertThat(text).contains(part);
        assertThatThrownBy(() -> Wire.readSnapshot(text.replace(part, broken)))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("snapshot, line ")
                .hasMessageContaining(", column ")
                .hasMessageContaining(complaint);
    }

    @Test
    void keepsWhatItUnderstandsOfALaterVersionsSnapshot() {
        Migration known = new Migration(
                "other", new TableId("public", "orders"), List.of(new Rename("x", "y", 1)), Phase.VERIFY, 0);
        Snapshot both = new Snapshot("shop", 8, List.of(SNAPSHOT.migrations().get(0), known));
        String text = Wire.write(both, Optional.of("9.8"))
                .replace("\"SWITCH_READS\"", "\"SHADOW\",\"tables\":[{\"schema\":\"s\",\"table\":\"t\"}]");
        Snapshot read = Wire.readUnderstood(text);
        assertThat(read.epoch()).isEqualTo(8);
        assertThat(read.migrations()).containsExactly(known);
        assertThat(read.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.name()).isEqualTo(SNAPSHOT.migrations().get(0).name());
            assertThat(unknown.tables())
                    .containsExactly(SNAPSHOT.migrations().get(0).table(), new TableId("s", "t"));
            assertThat(unknown.what()).startsWith("snapshot, line 1").contains("tables");
            assertThat(unknown.version()).contains("9.8");
        });
        assertThatThrownBy(() -> Wire.readSnapshot(text)).isInstanceOf(MigrationException.class);
        assertThatThrownBy(() -> Wire.write(read)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"format\":1 ~ \"format\":2",
                "\"epoch\":7 ~ \"epoch\":7,\"mood\":\"good\"",
                "\"table\":\"users ~ \"tables\":\"users",
                "\"name\":\"users ~ \"title\":\"users",
                "\"migrations\":[ ~ \"migrations\":[1,",
            })
    void understandsNothingWhereItCantTellWhomItConcerns(String part, String later) {
        String text = Wire.write(SNAPSHOT);
        assertThat(text).contains(part);
        assertThatThrownBy(() -> Wire.readUnderstood(text.replace(part, later))).isInstanceOf(MigrationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"drained\":4 ~ \"drained\":6 ~ an instance that holds epoch 5 can't have drained 6",
                "\"transaction\":true ~ \"transaction\":\"banana\" ~ expected true or false, found 'banana'",
                "\"sessions\":10 ~ \"sessions\":10.5 ~ expected a whole number",
                "\"application\":\"shop-app\" ~ \"application\":\"\" ~ expected a text, found nothing",
                "\"application\":\"shop-app\", ~ `` ~ key 'application' is missing",
                "\"oldest\":{ ~ \"oldest\":{\"colour\":1, ~ unknown key 'colour'",
            })
    void saysWhereAHeartbeatCannotBeUnderstood(String part, String broken, String complaint) {
        String text = Wire.write(HEARTBEAT);
        assertThat(text).contains(part);
        assertThatThrownBy(() -> Wire.readHeartbeat(text.replace(part, broken)))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("heartbeat, line ")
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesWhatFollowsTheEnd() {
        assertThatThrownBy(() -> Wire.readSnapshot(Wire.write(SNAPSHOT) + "{}"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("a second document begins");
    }

    @Test
    void refusesNothingAndNonsense() {
        for (String text : List.of("", "[]", "1", "null", "\"x\"", "{", "nonsense", "{}")) {
            assertThatThrownBy(() -> Wire.readSnapshot(text)).as(text).isInstanceOf(MigrationException.class);
            assertThatThrownBy(() -> Wire.readHeartbeat(text)).as(text).isInstanceOf(MigrationException.class);
        }
    }
}
