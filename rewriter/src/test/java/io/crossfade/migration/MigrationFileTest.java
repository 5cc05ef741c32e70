package io.crossfade.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.MigrationDefinition.RenamedColumn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MigrationFileTest {

    private static final MigrationDefinition USERS = new MigrationDefinition(
            "users-full-name", "shop", Optional.empty(), "users", List.of(new RenamedColumn("name", "full_name")));

    private static void refuses(String yaml, String complaint) {
        assertThatThrownBy(() -> MigrationFile.readYaml("m.yaml", yaml))
                .isInstanceOf(MigrationException.class)
                .hasMessage(complaint);
    }

    @Test
    void readsTheShorthand() {
        assertThat(MigrationFile.readYaml("m.yaml", """
                        migration: users-full-name
                        database: shop
                        table: users
                        rename: {name: full_name}
                        """)).isEqualTo(USERS);
    }

    @Test
    void readsTheGeneralFormOfARename() {
        assertThat(MigrationFile.readYaml("m.yaml", """
                        migration: users-full-name
                        database: shop
                        table: users
                        add:
                          - {column: full_name, up: name}
                        retire:
                          - {column: name, down: full_name}
                        """)).isEqualTo(USERS);
    }

    @Test
    void readsJson() {
        assertThat(MigrationFile.readJson("body", """
                                {"migration": "users-full-name", "database": "shop", "table": "users",
                                 "rename": {"name": "full_name"}}
                                """)).isEqualTo(USERS);
    }

    @Test
    void keepsCaseAndSchema() {
        MigrationDefinition definition = MigrationFile.readYaml("m.yaml", """
                migration: m
                database: shop
                schema: Sales
                table: "User Accounts"
                rename: {Name: "Full Name", b: c}
                """);
        assertThat(definition.schema()).contains("Sales");
        assertThat(definition.table()).isEqualTo("User Accounts");
        assertThat(definition.renames())
                .containsExactly(new RenamedColumn("Name", "Full Name"), new RenamedColumn("b", "c"));
    }

    @Test
    void saysWhereAKeyIsUnknown() {
        refuses(
                "migration: m\ndatabase: d\ntable: t\nrenam: {a: b}\n",
                "m.yaml, line 4, column 1: unknown key 'renam'; known here: add, database, migration, rename, retire,"
                        + " schema, table");
    }

    @Test
    void saysWhichKeyIsMissing() {
        refuses("migration: m\ntable: t\nrename: {a: b}\n", "m.yaml, line 1, column 1: key 'database' is missing");
    }

    @Test
    void saysWhereAKeyComesTwice() {
        assertThatThrownBy(() -> MigrationFile.readYaml("m.yaml", "migration: m\nmigration: n\n"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("m.yaml, line 2")
                .hasMessageContaining("Duplicate field 'migration'");
    }

    @Test
    void refusesAColumnRenamedToItself() {
        refuses(
                "migration: m\ndatabase: d\ntable: t\nrename: {a: a}\n",
                "m.yaml, line 4, column 13: column 'a' is renamed to itself");
    }

    @Test
    void refusesANameThatCannotBeOne() {
        refuses(
                "migration: Users_1\ndatabase: d\ntable: t\nrename: {a: b}\n",
                "m.yaml, line 1, column 1: 'Users_1' can't name a migration: use lower-case letters, digits and '-', at"
                        + " most 60 characters");
    }

    @Test
    void refusesAMigrationThatChangesNothing() {
        refuses(
                "migration: m\ndatabase: d\ntable: t\n",
                "m.yaml, line 1, column 1: migration 'm' changes nothing: give it 'rename', or 'add' and 'retire'");
    }

    @Test
    void refusesExpressions() {
        refuses(
                """
                migration: m
                database: d
                table: t
                add:
                  - {column: b, up: "upper(a)"}
                retire:
                  - {column: a, down: b}
                """,
                "m.yaml, line 5, column 21: 'upper(a)' isn't the bare name of a retired column whose 'down' is 'b'; this"
                        + " version carries out renames only");
    }

    @Test
    void refusesARetiredColumnThatNothingReplaces() {
        refuses(
                """
                migration: m
                database: d
                table: t
                add: []
                retire:
                  - {column: a, down: b}
                """,
                "m.yaml, line 6, column 23: retired column 'a' has no added column that takes its values; this version"
                        + " carries out renames only");
    }

    @Test
    void refusesTheSameColumnTwice() {
        assertThatThrownBy(() -> new Migration(
                        "m",
                        new TableId("s", "t"),
                        List.of(new ColumnMapping.Rename("a", "b", 1), new ColumnMapping.Rename("b", "c", 2)),
                        Phase.EXPAND,
                        0))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("names a column twice");
    }

    @Test
    void refusesBrokenYaml() {
        assertThatThrownBy(() -> MigrationFile.readYaml("m.yaml", "migration: {m\ndatabase"))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("m.yaml, line ");
        refuses("", "m.yaml is empty");
    }
}
