package io.crossfade.control.job;

import io.crossfade.control.job.TargetShape.IndexCopy;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.sql.Dialect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        for (TargetColumn target : scene.targets()) {
            Optional<ColumnFacts> present = table.column(target.name());
            if (present.isPresent()
                    && !Marker.marks(scene.migration().name(), present.get().comment())) {
                throw new JobFailedException("table " + table.id() + " has a column '" + target.name()
                        + "' that this migration didn't make; drop or rename it, then advance again");
            }
            List<String> statements = new ArrayList<>();
            if (present.isPresent() && !isIndependent(target)) {
                continue;
            }
            if (present.isPresent()) {
                // Back from where it was written: it starts anew, as it is read in this phase.
                statements.add("ALTER TABLE " + table.sql() + " DROP COLUMN " + Quoting.name(target.name()));
            }
            statements.addAll(add(table, target));
            run.save(job -> job.atStep("add column " + target.name(), 0, 0, run.now()));
            run.stopPoint("expand:before-column");
            scene.change().underLock(statements);
            run.stopPoint("expand:column-added");
        }
        TableFacts expanded = scene.table();
        List<IndexCopy> copies = scene.shape(expanded).indexes();
        new Indexes(scene, expanded)
                .build(copies.stream()
                        .filter(copy -> copy.carried() && !copy.unique())
                        .map(IndexCopy::build)
                        .toList());
    }

    /** Whether it has values of its own, which nothing else in the row implies. */
    private boolean isIndependent(TargetColumn target) {
        return scene.migration().columns().stream()
                .filter(Conversion.class::isInstance)
                .map(Conversion.class::cast)
                .filter(conversion -> conversion.targets().contains(target.name()))
                .anyMatch(conversion -> !new Formulas(conversion, Dialect.POSTGRESQL)
                        .isDerived(target.added().orElseThrow()));
    }

    private List<String> add(TableFacts table, TargetColumn target) throws SQLException {
        Optional<ColumnFacts> replaced = target.replaces().map(table::require);
        String alter = "ALTER TABLE " + table.sql();
        String column = Quoting.name(target.name());
        List<String> statements = new ArrayList<>();
        statements.add(alter + " ADD COLUMN " + column + " " + type(target, replaced) + immediateDefault(target));
        laterDefault(target, replaced)
                .ifPresent(value -> statements.add(alter + " ALTER COLUMN " + column + " SET DEFAULT " + value));
        if (target.added().isEmpty()) {
            for (String setting : replaced.orElseThrow().settings()) {
                statements.add(alter + " ALTER COLUMN " + column + " " + setting);
            }
        }
        String comment = replaced.map(ColumnFacts::comment).orElse(null);
        statements.add("COMMENT ON COLUMN " + table.sql() + "." + column + " IS "
                + Quoting.text(Marker.comment(scene.migration().name(), comment)));
        if (replaced.isPresent()) {
            String source = replaced.get().name();
            statements.addAll(scene.session()
                    .reading(connection -> Rows.all(
                            connection,
                            GRANTS,
                            row -> row.getString(1),
                            target.name(),
                            table.sql(),
                            table.oid(),
                            source)));
        }
        return statements;
    }

    private static String type(TargetColumn target, Optional<ColumnFacts> replaced) {
        String type = target.added().map(AddedColumn::type).orElseGet(() -> replaced.orElseThrow()
                .type());
        Optional<String> collation =
                target.added().map(AddedColumn::collation).orElseGet(() -> replaced.map(ColumnFacts::collation));
        return type + collation.map(name -> " COLLATE " + name).orElse("");
    }

    /** With ADD COLUMN it holds for existing rows too: right where nothing else gives them a value. */
    private static String immediateDefault(TargetColumn target) {
        return target.added()
                .filter(added -> added.up().isEmpty())
                .flatMap(AddedColumn::defaultValue)
                .map(value -> " DEFAULT (" + value + "\n)")
                .orElse("");
    }

    /**
     * Apart from ADD COLUMN, so that existing rows stay NULL until they are copied. An independent column gets it when that
     * begins: until then, rows are inserted that are to be filled.
     */
    private Optional<String> laterDefault(TargetColumn target, Optional<ColumnFacts> replaced) {
        if (target.added().isEmpty()) {
            return replaced.map(ColumnFacts::defaultExpression);
        }
        return target.added()
                .filter(added -> added.up().isPresent() && !isIndependent(target))
                .flatMap(AddedColumn::defaultValue)
                .map(value -> "(" + value + "\n)");
    }

    /** Gives independent columns the defaults that they don't have yet. */
    void setDefaults() throws SQLException {
        TableFacts table = scene.table();
        List<String> statements = new ArrayList<>();
        for (TargetColumn target : scene.targets()) {
            target.added()
                    .filter(added -> added.up().isPresent() && isIndependent(target))
                    .flatMap(AddedColumn::defaultValue)
                    .filter(value -> table.require(target.name()).defaultExpression() == null)
                    .ifPresent(value -> statements.add("ALTER TABLE " + table.sql() + " ALTER COLUMN "
                            + Quoting.name(target.name()) + " SET DEFAULT (" + value + "\n)"));
        }
        if (!statements.isEmpty()) {
            scene.change().underLock(statements);
        }
    }
}
