package io.crossfade.control.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossfade.control.store.Ledger;
import io.crossfade.control.store.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** What comparing reads has found, as the API answers it. */
final class LedgerJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LedgerJson() {}

    static ObjectNode summary(Ledger ledger) {
        ObjectNode node = JSON.createObjectNode()
                .put("same", ledger.same())
                .put("passing", ledger.passing())
                .put("differing", ledger.differing())
                .put("lost", ledger.lost());
        ObjectNode skipped = node.putObject("skipped");
        new TreeMap<>(ledger.skipped()).forEach(skipped::put);
        ArrayNode shapes = node.putArray("shapes");
        for (Ledger.Shape shape : ledger.shapes()) {
            shapes.addObject()
                    .put("sql", shape.sql())
                    .put("count", shape.count())
                    .put("firstAt", time(shape.firstAt()))
                    .put("lastAt", time(shape.lastAt()));
        }
        return node;
    }

    static ObjectNode entries(String migration, List<LedgerEntry> entries) {
        ObjectNode node = JSON.createObjectNode().put("migration", migration);
        ArrayNode array = node.putArray("differences");
        for (LedgerEntry entry : entries) {
            array.add(entry(entry));
        }
        return node;
    }

    private static ObjectNode entry(LedgerEntry entry) {
        ObjectNode node = JSON.createObjectNode()
                .put("at", time(entry.at()))
                .put("phase", entry.phase())
                .put("epoch", entry.epoch())
                .put("instance", entry.instance())
                .put("application", entry.application())
                .put("shape", entry.shape());
        ObjectNode key = node.putObject("key");
        new TreeMap<>(entry.key()).forEach(key::put);
        node.put("onlyIn", entry.onlyIn()).put("values", entry.values()).put("counts", entry.counts());
        ArrayNode columns = node.putArray("columns");
        for (LedgerEntry.Column column : entry.columns()) {
            columns.addObject()
                    .put("label", column.label())
                    .put("source", column.source())
                    .put("target", column.target());
        }
        return node;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
