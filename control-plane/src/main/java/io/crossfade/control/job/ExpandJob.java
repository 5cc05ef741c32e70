package io.crossfade.control.job;

import io.crossfade.control.job.TargetShape.IndexCopy;
import io.crossfade.migration.ColumnMapping.Rename;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the target columns and those of their indexes that aren't unique.
 *
 * <p>Nothing that constrains the target is made here: rows that aren't copied yet have no value in it.
 */
final class ExpandJob {

    private static final String GRANTS = """
            SELECT format('GRANT %s (%I) ON %s TO %s%s', g.privilege_type, ?::text, ?::text,
                          CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                          CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_attribute a, aclexplode(a.attacl) g WHERE a.attrelid = ?::oid AND a.attname = ?
            """;

    private final JobScene scene;

    ExpandJob(JobScene scene) {
        this.scene = scene;
    }

    void run() throws SQLException {
        JobRun run = scene.run();
        TableFacts table = scene.table();
        for (Rename column : scene.columns()) {
            ColumnFacts source = table.require(column.source());
            if (table.column(column.target()).isEmpty()) {
                run.save(job -> job.atStep("add column " + column.target(), 0, 0, run.now()));
                run.stopPoint("expand:before-column");
                scene.change().underLock(addColumn(table, source, column.target()));
                run.stopPoint("expand:column-added");
            } else if (!Marker.marks(
                    scene.migration().name(), table.require(column.target()).comment())) {
                throw new JobFailedException("table " + table.id() + " has a column '" + column.target()
                        + "' that this migration didn't make; drop or rename it, then advance again");
            }
        }
        TableFacts expanded = scene.table();
        List<IndexCopy> copies = scene.shape(expanded).indexes();
        // From here on the target isn't written: on the way back, its unique indexes would soon compare old values.
        new SwitchConstraints(scene).dropUniqueCopies(expanded, copies);
        new Indexes(scene, expanded)
                .build(copies.stream()
                        .filter(copy -> !copy.unique())
                        .map(IndexCopy::build)
                        .toList());
    }

    private List<String> addColumn(TableFacts table, ColumnFacts source, String target) throws SQLException {
        String alter = "ALTER TABLE " + table.sql();
        String column = Quoting.name(target);
        List<String> statements = new ArrayList<>();
        statements.add(alter + " ADD COLUMN " + column + " " + source.type()
                + (source.collation() == null ? "" : " COLLATE " + source.collation()));
        if (source.defaultExpression() != null) {
            // Apart from ADD COLUMN, so that existing rows stay NULL until they are copied.
            statements.add(alter + " ALTER COLUMN " + column + " SET DEFAULT " + source.defaultExpression());
        }
        for (String setting : source.settings()) {
            statements.add(alter + " ALTER COLUMN " + column + " " + setting);
        }
        statements.add("COMMENT ON COLUMN " + table.sql() + "." + column + " IS "
                + Quoting.text(Marker.comment(scene.migration().name(), source.comment())));
        statements.addAll(scene.session()
                .reading(connection -> Rows.all(
                        connection, GRANTS, row -> row.getString(1), target, table.sql(), table.oid(), source.name())));
        return statements;
    }
}
