package io.crossfade.control.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.crossfade.control.error.StoreException;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.MappingWire;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON in which state is stored. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StoreException("no stored form for " + value, e);
        }
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new StoreException(
                    "the store holds a " + type.getSimpleName() + " that this version can't read: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    static String write(MigrationState state) {
        Migration migration = state.migration();
        return write((Object) new StoredMigration(
                state.database(),
                migration.name(),
                migration.table().schema(),
                migration.table().name(),
                migration.columns().stream().map(Documents::stored).toList(),
                migration.phase().name(),
                migration.targetPercent(),
                state.pending(),
                state.flip(),
                state.cancelled(),
                state.phaseEpoch(),
                state.enteredEpoch(),
                state.enteredAt(),
                state.createdAt(),
                state.dualWriteEpoch(),
                state.brokenChain()));
    }

    static MigrationState readMigration(String text) {
        StoredMigration stored = read(text, StoredMigration.class);
        List<ColumnMapping> columns =
                stored.columns().stream().map(Documents::mapping).toList();
        Migration migration = new Migration(
                stored.name(),
                new TableId(stored.schema(), stored.table()),
                columns,
                Phase.of(stored.phase()),
                stored.targetPercent());
        return new MigrationState(
                stored.database(),
                migration,
                stored.pending(),
                stored.flip(),
                stored.cancelled(),
                stored.phaseEpoch(),
                stored.enteredEpoch(),
                stored.enteredAt(),
                stored.createdAt(),
                stored.dualWriteEpoch(),
                stored.brokenChain());
    }

    private static JsonNode stored(ColumnMapping column) {
        try (TokenBuffer buffer = new TokenBuffer(JSON, false)) {
            MappingWire.write(column, buffer);
            return JSON.readTree(buffer.asParser());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ColumnMapping mapping(JsonNode stored) {
        return MappingWire.read(Value.read(JSON.getFactory(), "a mapping in the store", stored.toString()));
    }

    private record StoredMigration(
            String database,
            String name,
            String schema,
            String table,
            List<JsonNode> columns,
            String phase,
            int targetPercent,
            @Nullable PendingStep pending,
            @Nullable Flip flip,
            boolean cancelled,
            long phaseEpoch,
            long enteredEpoch,
            long enteredAt,
            long createdAt,
            long dualWriteEpoch,
            @Nullable String brokenChain) {}
}
