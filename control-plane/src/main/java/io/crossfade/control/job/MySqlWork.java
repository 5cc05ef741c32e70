package io.crossfade.control.job;

import io.crossfade.control.job.MySqlShape.ForeignKey;
import io.crossfade.control.job.MySqlShape.Index;
import io.crossfade.control.store.SourceConstraint;
import io.crossfade.control.store.SourceConstraint.Kind;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.CopyName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs' steps on MySQL and MariaDB, where each change of the schema commits by itself: every step looks first whether it
 * has been taken.
 */
record MySqlWork(MySqlScene scene) implements SchemaWork {

    @Override
    public RowSides sides(boolean reverse) throws SQLException {
        return new MySqlSides(scene, reverse);
    }

    @Override
    public void expand() throws SQLException {
        JobRun run = scene.run();
        for (TargetColumn target : targets()) {
            TableFacts table = scene.table();
            Optional<ColumnFacts> present = table.column(target.name());
            if (present.isPresent() && !isOurs(present.get())) {
                throw new JobFailedException("table " + table.id() + " has a column '" + target.name()
                        + "' that this migration didn't make; drop or rename it, then advance again");
            }
            if (present.isPresent() && isIndependent(target)) {
                // Back from where it was written: it starts anew, as it is read in this phase.
                scene.change().alter(table, "DROP COLUMN " + MySqlForm.quoted(target.name()));
                run.stopPoint("expand:column-dropped");
            }
            if (present.isEmpty() || isIndependent(target)) {
                run.save(job -> job.atStep("add column " + target.name(), 0, 0, run.now()));
                run.stopPoint("expand:before-column");
                scene.change()
                        .alter(table, "ADD COLUMN " + definition(table, target, false) + immediateDefault(target));
                run.stopPoint("expand:column-added");
            }
            Optional<String> later = isIndependent(target) ? Optional.empty() : defaultOf(table, target);
            if (later.isPresent() && scene.table().require(target.name()).defaultExpression() == null) {
                setDefault(table, target, later.get());
                run.stopPoint("expand:default-set");
            }
        }
        TableFacts expanded = scene.table();
        MySqlShape shape = scene.shape(expanded);
        for (Index index : shape.indexes()) {
            if (!index.unique() && index.carried()) {
                build(expanded, shape, index.copy(), "INDEX", index.tail());
            }
        }
    }

    private List<TargetColumn> targets() {
        return TargetColumn.of(scene.migration());
    }

    private boolean isOurs(ColumnFacts column) {
        return Marker.marks(scene.migration().name(), column.comment());
    }

    /** Whether it has values of its own, which nothing else in the row implies. */
    private boolean isIndependent(TargetColumn target) {
        return scene.migration().columns().stream()
                .filter(Conversion.class::isInstance)
                .map(Conversion.class::cast)
                .filter(conversion -> conversion.targets().contains(target.name()))
                .anyMatch(
                        conversion -> !new Formulas(conversion, scene.session().dialect())
                                .isDerived(target.added().orElseThrow()));
    }

    /** A column as it is to be, without a default. */
    private String definition(TableFacts table, TargetColumn target, boolean required) {
        Optional<ColumnFacts> replaced = target.replaces().flatMap(table::column);
        String comment = replaced.map(ColumnFacts::comment).orElse(null);
        return MySqlForm.quoted(target.name()) + " " + type(table, target) + (required ? " NOT NULL" : " NULL")
                + " COMMENT " + MySqlForm.text(Marker.comment(scene.migration().name(), comment));
    }

    private static String type(TableFacts table, TargetColumn target) {
        if (target.added().isEmpty()) {
            return MySqlForm.type(table.require(target.replaces().orElseThrow()));
        }
        AddedColumn added = target.added().get();
        return added.type() + added.collation().map(name -> " COLLATE " + name).orElse("");
    }

    /** With ADD COLUMN it holds for existing rows too: right where nothing else gives them a value. */
    private String immediateDefault(TargetColumn target) {
        return target.added()
                .filter(added -> added.up().isEmpty())
                .flatMap(AddedColumn::defaultValue)
                .map(value ->
                        " DEFAULT " + MySqlProbe.defaultValue(scene.session().form(), value))
                .orElse("");
    }

    private static Optional<String> defaultOf(TableFacts table, TargetColumn target) {
        return target.added().isPresent()
                ? target.added().flatMap(AddedColumn::defaultValue)
                : target.replaces().map(table::require).map(ColumnFacts::defaultExpression);
    }

    private void setDefault(TableFacts table, TargetColumn target, String value) throws SQLException {
        scene.change()
                .alter(
                        table,
                        "ALTER COLUMN " + MySqlForm.quoted(target.name()) + " SET DEFAULT "
                                + MySqlProbe.defaultValue(scene.session().form(), value));
    }

    @Override
    public void setDefaults() throws SQLException {
        TableFacts table = scene.table();
        for (TargetColumn target : targets()) {
            Optional<String> value = defaultOf(table, target);
            if (isIndependent(target)
                    && value.isPresent()
                    && table.require(target.name()).defaultExpression() == null) {
                setDefault(table, target, value.get());
            }
        }
    }

    private void build(TableFacts table, MySqlShape shape, String name, String kind, String tail) throws SQLException {
        if (!shape.hasIndex(name)) {
            scene.run()
                    .save(job ->
                            job.atStep("build index " + name, 0, 0, scene.run().now()));
            scene.run().stopPoint("index:before-build");
            scene.change().alter(table, "ADD " + kind + " " + MySqlForm.quoted(name) + " " + tail);
            scene.run().stopPoint("index:built");
        }
    }

    @Override
    public void undoExpand() throws SQLException {
        TableFacts table = scene.table();
        MySqlShape shape = scene.shape(table);
        for (Index index : shape.indexes()) {
            if (shape.hasIndex(index.copy())) {
                scene.change().alter(table, "DROP INDEX " + MySqlForm.quoted(index.copy()));
            }
        }
        for (TargetColumn target : targets()) {
            if (table.column(target.name()).filter(this::isOurs).isPresent()) {
                scene.change().alter(table, "DROP COLUMN " + MySqlForm.quoted(target.name()));
                scene.run().stopPoint("cancel:dropped");
            }
        }
    }

    @Override
    public void buildUniqueIndexes() throws SQLException {
        TableFacts table = scene.table();
        MySqlShape shape = scene.shape(table);
        for (Index index : shape.indexes()) {
            if (index.unique() && index.carried()) {
                build(table, shape, index.copy(), "UNIQUE INDEX", index.tail());
            }
        }
    }

    @Override
    public void dropUniqueIndexes() throws SQLException {
        TableFacts table = scene.table();
        MySqlShape shape = scene.shape(table);
        for (Index index : shape.indexes()) {
            if (index.unique() && index.carried() && shape.hasIndex(index.copy())) {
                scene.change().alter(table, "DROP INDEX " + MySqlForm.quoted(index.copy()));
                scene.run().stopPoint("target:index-dropped");
            }
        }
    }

    @Override
    public void bindTarget() throws SQLException {
        TableFacts table = scene.table();
        MySqlShape shape = scene.shape(table);
        for (ForeignKey key : shape.foreignKeys()) {
            addForeignKey(table, shape, key.copy(), key.definition());
        }
        for (TargetColumn target : targets()) {
            if (target.required(scene.run().facts())) {
                setRequired(table, target, true);
            }
        }
    }

    /** The other side's rows are known to be in order, and equal to these. */
    private void addForeignKey(TableFacts table, MySqlShape shape, String name, String definition) throws SQLException {
        if (!shape.hasForeignKey(name)) {
            scene.run()
                    .save(job -> job.atStep(
                            "add foreign key " + name, 0, 0, scene.run().now()));
            scene.change().alterUnchecked(table, "ADD CONSTRAINT " + MySqlForm.quoted(name) + " " + definition);
            scene.run().stopPoint("switch:constraint-added");
        }
    }

    private void setRequired(TableFacts table, TargetColumn target, boolean required) throws SQLException {
        if (table.require(target.name()).notNull() != required) {
            scene.change()
                    .alter(
                            table,
                            "MODIFY COLUMN " + definition(table, target, required)
                                    + shownDefault(table.require(target.name())));
            scene.run().stopPoint("switch:not-null-set");
        }
    }

    private static String shownDefault(ColumnFacts column) {
        return column.defaultExpression() == null ? "" : " DEFAULT " + column.defaultExpression();
    }

    @Override
    public void releaseTarget() throws SQLException {
        TableFacts table = scene.table();
        MySqlShape shape = scene.shape(table);
        for (String name : foreignKeyCopies(shape)) {
            if (shape.hasForeignKey(name)) {
                scene.change().alter(table, "DROP FOREIGN KEY " + MySqlForm.quoted(name));
            }
        }
        for (TargetColumn target : targets()) {
            setRequired(table, target, false);
        }
    }

    private List<String> foreignKeyCopies(MySqlShape shape) throws SQLException {
        List<String> names = new ArrayList<>();
        shape.foreignKeys().forEach(key -> names.add(key.copy()));
        scene.run().facts().sourceConstraints().stream()
                .filter(constraint -> constraint.kind() == Kind.CONDITION)
                .forEach(constraint -> names.add(CopyName.of(constraint.name())));
        return names;
    }

    @Override
    public void releaseSource() throws SQLException {
        JobRun run = scene.run();
        TableFacts table = scene.table();
        MySqlShape shape = scene.shape(table);
        List<SourceConstraint> present = new ArrayList<>();
        shape.foreignKeys().stream()
                .filter(key -> !isCopy(key.columns()))
                .forEach(key ->
                        present.add(new SourceConstraint(Kind.CONDITION, key.name(), key.originalDefinition(), "")));
        shape.indexes().stream()
                .filter(Index::unique)
                .forEach(index ->
                        present.add(new SourceConstraint(Kind.UNIQUE_INDEX, index.name(), index.originalTail(), "")));
        run.saveFacts(facts -> {
            List<SourceConstraint> all = new ArrayList<>(facts.sourceConstraints());
            present.stream().filter(constraint -> !all.contains(constraint)).forEach(all::add);
            return facts.releasing(all);
        });
        run.stopPoint("switch:source-remembered");
        for (SourceConstraint constraint : present) {
            String kind = constraint.kind() == Kind.CONDITION ? "DROP FOREIGN KEY " : "DROP INDEX ";
            scene.change().alter(table, kind + MySqlForm.quoted(constraint.name()));
            run.stopPoint("switch:constraint-dropped");
        }
        for (String source : TargetColumn.sources(scene.migration())) {
            if (table.require(source).notNull()) {
                modifySource(table, source, false);
            }
        }
        run.stopPoint("switch:source-released");
    }

    private boolean isCopy(List<String> columns) {
        return columns.stream().noneMatch(TargetColumn.sources(scene.migration())::contains);
    }

    private void modifySource(TableFacts table, String source, boolean required) throws SQLException {
        ColumnFacts column = table.require(source);
        scene.change()
                .alter(
                        table,
                        "MODIFY COLUMN " + MySqlForm.quoted(source) + " " + MySqlForm.type(column)
                                + (required ? " NOT NULL" : " NULL") + shownDefault(column)
                                + comment(column.comment()));
    }

    private static String comment(@Nullable String comment) {
        return comment == null ? "" : " COMMENT " + MySqlForm.text(comment);
    }

    @Override
    public void restoreSource() throws SQLException {
        TableFacts table = scene.table();
        MySqlShape shape = scene.shape(table);
        for (SourceConstraint constraint : scene.run().facts().sourceConstraints()) {
            if (constraint.kind() != Kind.CONDITION) {
                build(table, shape, constraint.name(), "UNIQUE INDEX", constraint.definition());
            }
        }
        for (SourceConstraint constraint : scene.run().facts().sourceConstraints()) {
            if (constraint.kind() == Kind.CONDITION) {
                addForeignKey(table, shape, constraint.name(), constraint.definition());
            }
        }
        for (String source : TargetColumn.sources(scene.migration())) {
            if (scene.run().facts().notNull().contains(source)
                    && !table.require(source).notNull()) {
                modifySource(table, source, true);
            }
        }
        scene.run().saveFacts(facts -> facts.restored());
        scene.run().stopPoint("switch:source-restored");
    }

    /** The server looks at new indexes by itself. */
    @Override
    public void analyze() {}

    @Override
    public void contract() throws SQLException {
        JobRun run = scene.run();
        TableFacts table = scene.table();
        List<String> left = TargetColumn.sources(scene.migration()).stream()
                .filter(column -> table.column(column).isPresent())
                .toList();
        List<String> dependents =
                new MySqlDependents(scene.session(), table, run.facts().unaffected()).of(left);
        if (!dependents.isEmpty()) {
            throw new JobFailedException("the source can't be dropped: " + String.join("; ", dependents));
        }
        run.save(job -> job.atStep("drop the source", 0, 0, run.now()));
        run.stopPoint("contract:before-drop");
        nameForeignKeys(table);
        if (!left.isEmpty()) {
            dropSource(table, left);
            run.stopPoint("contract:dropped");
        }
        MySqlShape shape = scene.shape(table);
        for (SourceConstraint constraint : run.facts().sourceConstraints()) {
            String copy = CopyName.of(constraint.name());
            if (constraint.kind() != Kind.CONDITION && shape.hasIndex(copy)) {
                scene.change().alter(table, renameIndex(copy, constraint.name()));
                run.stopPoint("contract:index-renamed");
            }
        }
        for (TargetColumn target : targets()) {
            ColumnFacts column = scene.table().require(target.name());
            if (isOurs(column)) {
                scene.change()
                        .alter(
                                table,
                                "MODIFY COLUMN " + MySqlForm.quoted(target.name()) + " " + MySqlForm.type(column)
                                        + (column.notNull() ? " NOT NULL" : " NULL") + shownDefault(column)
                                        + comment(Marker.without(column.comment())));
            }
        }
    }

    /** A foreign key can't be renamed, but made again under the name that has become free. */
    private void nameForeignKeys(TableFacts table) throws SQLException {
        MySqlShape shape = scene.shape(table);
        List<ForeignKey> copies = new MySqlShape(scene.session(), table, scene.migration()).foreignKeysOf(targets());
        for (ForeignKey copy : copies) {
            for (SourceConstraint constraint : scene.run().facts().sourceConstraints()) {
                if (constraint.kind() == Kind.CONDITION
                        && CopyName.of(constraint.name()).equals(copy.name())) {
                    addForeignKey(table, shape, constraint.name(), copy.originalDefinition());
                    scene.change().alter(table, "DROP FOREIGN KEY " + MySqlForm.quoted(copy.name()));
                    scene.run().stopPoint("contract:foreign-key-named");
                }
            }
        }
    }

    /** With the indexes, of which a part would stay otherwise; and their names are the copies' in the same breath. */
    private void dropSource(TableFacts table, List<String> left) throws SQLException {
        MySqlShape shape = scene.shape(table);
        List<String> changes = new ArrayList<>();
        for (Index index : shape.indexes()) {
            changes.add("DROP INDEX " + MySqlForm.quoted(index.name()));
            if (!index.unique() && index.carried() && shape.hasIndex(index.copy())) {
                changes.add(renameIndex(index.copy(), index.name()));
            }
        }
        left.forEach(column -> changes.add("DROP COLUMN " + MySqlForm.quoted(column)));
        scene.change().alter(table, String.join(", ", changes));
    }

    private static String renameIndex(String from, String to) {
        return "RENAME INDEX " + MySqlForm.quoted(from) + " TO " + MySqlForm.quoted(to);
    }
}
