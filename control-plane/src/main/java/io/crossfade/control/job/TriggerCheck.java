package io.crossfade.control.job;

import io.crossfade.migration.Migration;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.List;

/** Whether a trigger can compute one side from the other. */
final class TriggerCheck {

    private TriggerCheck() {}

    static List<String> obstacles(Migration migration, TableFacts table) {
        List<String> obstacles = new ArrayList<>();
        for (String name : Formulas.mentioned(migration, Dialect.POSTGRESQL)) {
            if (table.column(name).filter(ColumnFacts::generated).isPresent()) {
                obstacles.add("an expression reads column '" + name + "' of " + table.id() + ", which is generated, and"
                        + " which a trigger sees too early; write what it is computed from, or take 'triggers: true'"
                        + " out of the file");
            }
        }
        return obstacles;
    }
}
