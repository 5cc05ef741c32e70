package io.crossfade.control.check;

import io.crossfade.control.job.SchemaFacts;
import io.crossfade.migration.TableId;
import io.crossfade.rehearsal.Finding;
import io.crossfade.rehearsal.Outcome;
import io.crossfade.rehearsal.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the statements that search by an expression where an index on a plain column can serve them now. */
final class LostIndexes {

    private final TableId table;
    private final List<SchemaFacts.Index> indexes;

    /** @param indexes of that table as it is now */
    LostIndexes(TableId table, List<SchemaFacts.Index> indexes) {
        this.table = table;
        this.indexes = List.copyOf(indexes);
    }

    /** One sentence for each index and column. */
    List<String> of(Finding finding) {
        Map<String, List<Stage>> lost = new LinkedHashMap<>();
        for (Finding.Span span : finding.spans()) {
            for (String sentence : in(span.outcome())) {
                lost.computeIfAbsent(sentence, key -> new ArrayList<>()).addAll(span.stages());
            }
        }
        return lost.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + Stage.names(entry.getValue()) + ")")
                .toList();
    }

    private Set<String> in(Outcome outcome) {
        Set<String> sentences = new LinkedHashSet<>();
        if (outcome instanceof Outcome.Rewritten rewritten) {
            rewritten.computed().stream()
                    .filter(read -> read.inCondition() && read.table().equals(table))
                    .forEach(read -> indexes.stream()
                            .filter(index -> index.columns().contains(read.column()))
                            .forEach(index -> sentences.add("index " + index.name() + " can't serve a condition on '"
                                    + read.column() + "', which is computed")));
        }
        return sentences;
    }
}
