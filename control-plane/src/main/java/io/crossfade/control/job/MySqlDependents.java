package io.crossfade.control.job;

import io.crossfade.control.job.TextualDependents.Text;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What in the server's catalog depends on source columns, other than what a migration replaces.
 *
 * <p>Of views, triggers, routines and events the catalog keeps the text only: one that has both words in it counts.
 */
final class MySqlDependents {

    private static final String TEXTS = """
            SELECT CONCAT('view ', table_schema, '.', table_name), view_definition FROM information_schema.views
            UNION ALL SELECT CONCAT('trigger ', trigger_schema, '.', trigger_name, ' on table ', event_object_table),
                CONCAT(event_object_table, ' ', action_statement) FROM information_schema.triggers
            UNION ALL SELECT CONCAT(LOWER(routine_type), ' ', routine_schema, '.', routine_name), routine_definition
                FROM information_schema.routines
                WHERE routine_schema NOT IN ('sys', 'mysql', 'information_schema', 'performance_schema')
            UNION ALL SELECT CONCAT('event ', event_schema, '.', event_name), event_definition FROM information_schema.events
            """;

    private static final String FOREIGN_KEYS =
            "SELECT CONCAT('foreign key ', constraint_name, ' of table ', table_schema, '.', table_name), referenced_column_name"
                    + " FROM information_schema.key_column_usage WHERE referenced_table_schema = ? AND"
                    + " referenced_table_name = ?";

    private static final String CHECKS_OF_MYSQL =
            "SELECT CONCAT('check constraint ', c.constraint_name), c.check_clause FROM information_schema.check_constraints c"
                    + " JOIN information_schema.table_constraints t ON t.constraint_schema = c.constraint_schema AND"
                    + " t.constraint_name = c.constraint_name WHERE t.table_schema = ? AND t.table_name = ? AND"
                    + " t.constraint_type = 'CHECK'";

    private static final String CHECKS_OF_MARIADB =
            "SELECT CONCAT('check constraint ', constraint_name), check_clause FROM information_schema.check_constraints"
                    + " WHERE constraint_schema = ? AND table_name = ?";

    private static final String GENERATED =
            "SELECT CONCAT('generated column ', column_name), generation_expression FROM information_schema.columns"
                    + " WHERE table_schema = ? AND table_name = ? AND generation_expression <> ''";

    private static final String EXPRESSION_INDEXES =
            "SELECT CONCAT('index ', index_name), expression FROM information_schema.statistics WHERE table_schema = ? AND"
                    + " table_name = ? AND expression IS NOT NULL";

    private final MySqlSession session;
    private final TableFacts table;
    private final TextualDependents texts;

    /** @param unaffected what doesn't depend on the columns, whatever its text looks like */
    MySqlDependents(MySqlSession session, TableFacts table, List<String> unaffected) {
        this.session = session;
        this.table = table;
        this.texts = new TextualDependents(table, unaffected);
    }

    /** One sentence each. */
    List<String> of(List<String> sources) throws SQLException {
        List<String> sentences = new ArrayList<>();
        List<Text> ofTheTable = new ArrayList<>(ours(GENERATED));
        boolean maria = session.dialect() == io.crossfade.sql.Dialect.MARIADB;
        ofTheTable.addAll(ours(maria ? CHECKS_OF_MARIADB : CHECKS_OF_MYSQL));
        if (!maria) {
            ofTheTable.addAll(ours(EXPRESSION_INDEXES));
        }
        List<Text> anywhere = Rows.all(session.connection(), TEXTS, MySqlDependents::text);
        List<Text> references = ours(FOREIGN_KEYS);
        for (String source : sources) {
            if (table.column(source).isEmpty()) {
                continue;
            }
            String column = "column '" + source + "' of " + table.id();
            for (Text text : ofTheTable) {
                if (TextualDependents.mentions(text.text(), source)) {
                    sentences.add(text.what() + " depends on " + column + "; drop it, and make it anew for the target's"
                            + " columns once the migration is complete");
                }
            }
            for (Text text : references) {
                if (text.text().equalsIgnoreCase(source)) {
                    sentences.add(text.what() + " depends on " + column + "; drop it, or write it anew for the target's"
                            + " columns");
                }
            }
            sentences.addAll(texts.of(source, anywhere));
        }
        return sentences;
    }

    private List<Text> ours(String query) throws SQLException {
        return Rows.all(
                session.connection(),
                query,
                MySqlDependents::text,
                table.id().schema(),
                table.id().name());
    }

    private static Text text(java.sql.ResultSet row) throws SQLException {
        return new Text(row.getString(1), Optional.ofNullable(row.getString(2)).orElse(""), false);
    }
}
