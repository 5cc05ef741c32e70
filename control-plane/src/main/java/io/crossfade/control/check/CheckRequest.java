package io.crossfade.control.check;

import io.crossfade.migration.MigrationDefinition;
import java.util.List;

/**
 * What to rehearse.
 *
 * @param statements texts of one statement each
 * @param recorded whether to take the statements that the database has recorded, too
 * @param reported whether to take the statements that running drivers have reported, too
 * @param adopted whether the statements are of code written for the target
 */
public record CheckRequest(
        MigrationDefinition definition, List<String> statements, boolean recorded, boolean reported, boolean adopted) {

    public CheckRequest {
        statements = List.copyOf(statements);
    }
}
