package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Side;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadLotTest {

    private static Migration at(int percent) {
        return new Migration(
                "m",
                new TableId("public", "users"),
                List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                Phase.SWITCH_READS,
                percent);
    }

    private static Plans plans(int percent) {
        return new Plans(
                new Snapshot("shop", 1, List.of(at(percent))),
                SqlPlanning.Factory.REWRITING,
                Database.POSTGRESQL,
                () -> {
                    throw new SQLException("nobody asks");
                },
                Optional.empty(),
                Optional.empty());
    }

    private static boolean readsTarget(String key, int percent) {
        int lot = ReadLot.of(Optional.of(key)).next(plans(percent));
        return at(percent).reads(lot) == Side.TARGET;
    }

    @Test
    void aKeyThatReadsTheTargetStaysThereAsThePercentageGrows() {
        for (int key = 0; key < 300; key++) {
            boolean before = false;
            for (int percent = 0; percent <= 100; percent++) {
                boolean now = readsTarget("tenant-" + key, percent);
                assertThat(now || !before).as("tenant-%d at %d", key, percent).isTrue();
                before = now;
            }
            assertThat(before).isTrue();
        }
    }

    @Test
    void asManyKeysReadTheTargetAsThePercentageSays() {
        int target = 0;
        for (int key = 0; key < 5_000; key++) {
            target += readsTarget("tenant-" + key, 30) ? 1 : 0;
        }
        assertThat(target).isBetween(1_350, 1_650);
    }

    /** Sessions of one key may be on many machines, of many versions. */
    @Test
    void aKeyMeansTheSameLotForEver() {
        assertThat(ReadLot.of(Optional.of("tenant-1")).number()).isEqualTo(LOT_OF_TENANT_1);
        assertThat(ReadLot.of(Optional.of("Größe")).number()).isEqualTo(LOT_OF_GROESSE);
    }

    private static final int LOT_OF_TENANT_1 = 30;
    private static final int LOT_OF_GROESSE = 62;

    @Test
    void withoutAKeyEachTransactionDraws() {
        Plans plans = plans(50);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(ReadLot.of(Optional.empty()).next(plans));
            seen.add(ReadLot.of(Optional.of("")).next(plans));
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 50);
    }
}
