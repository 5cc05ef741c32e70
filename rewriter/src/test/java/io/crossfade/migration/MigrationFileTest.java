package io.crossfade.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.crossfade.migration.MigrationDefinition.Added;
import io.crossfade.migration.MigrationDefinition.Expression;
import io.crossfade.migration.MigrationDefinition.RenamedColumn;
import io.crossfade.migration.MigrationDefinition.Retired;
import io.crossfade.migration.MigrationDefinition.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MigrationFileTest {

    private static final MigrationDefinition USERS = MigrationDefinition.renaming(
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
    void losesNothingUnlessItIsAllowedTo() {
        assertThat(USERS.lossy()).isFalse();
        String file = """
                migration: m
                database: shop
                table: users
                remove: {name: "'x'"}
                """;
        assertThat(MigrationFile.readYaml("m.yaml", file).lossy()).isFalse();
        assertThat(MigrationFile.readYaml("m.yaml", file + "lossy: true\n").lossy())
                .isTrue();
        assertThat(MigrationFile.readYaml("m.yaml", file + "unaffected: [view s.v]\n")
                        .unaffected())
                .containsExactly("view s.v");
        assertThat(MigrationFile.readYaml("m.yaml", file).triggers()).isFalse();
        assertThat(MigrationFile.readYaml("m.yaml", file + "triggers: true\n").triggers())
                .isTrue();
        refuses(file + "triggers: always\n", "m.yaml, line 5, column 11: expected true or false, found 'always'");
        refuses(file + "lossy: perhaps\n", "m.yaml, line 5, column 8: expected true or false, found 'perhaps'");
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
                "m.yaml, line 4, column 1: unknown key 'renam'; known here: add, change, database, lossy, merge, migration,"
                        + " remove, rename, retire, schema, split, table, triggers, unaffected");
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
                "m.yaml, line 1, column 1: migration 'm' changes nothing: give it 'rename', 'change',"
                        + " 'split', 'merge', 'remove', or 'add' and 'retire'");
    }

    @Test
    void wantsATypeForAColumnThatIsComputed() {
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
                "m.yaml, line 5, column 5: key 'type' is missing; only a column that takes its values from a retired one"
                        + " as they are, and gives them back, keeps that one's type");
    }

    @Test
    void readsTheGeneralForm() {
        MigrationDefinition definition = MigrationFile.readYaml("m.yaml", """
                migration: m
                database: d
                table: t
                add:
                  - {column: b, type: varchar(10), up: "upper(a)", nullable: false, collation: '"C"'}
                  - {column: c, type: int, default: "0"}
                retire:
                  - {column: a, down: lower(b)}
                """);
        assertThat(definition.renames()).isEmpty();
        assertThat(definition.added())
                .containsExactly(
                        new Added(
                                "b",
                                "b",
                                "varchar(10)",
                                Optional.of("\"C\""),
                                Optional.of(computed("upper(a)", 5, 40)),
                                Optional.empty(),
                                Optional.of(false),
                                "m.yaml, line 5, column 5"),
                        new Added(
                                "c",
                                "c",
                                "int",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Expression("0", "m.yaml, line 6, column 37")),
                                Optional.empty(),
                                "m.yaml, line 6, column 5"));
        assertThat(definition.retired())
                .containsExactly(new Retired("a", computed("lower(b)", 8, 23), "m.yaml, line 8, column 5"));
    }

    @Test
    void readsAChangeOfTypeThatKeepsItsName() {
        MigrationDefinition definition = MigrationFile.readYaml("m.yaml", """
                migration: m
                database: d
                table: t
                change:
                  amount: {type: bigint}
                  price: {to: cents, type: bigint, up: "price * 100", down: "cents / 100.0"}
                """);
        assertThat(definition.added())
                .extracting(Added::column, Added::name, Added::type, added -> added.up()
                        .orElseThrow())
                .containsExactly(
                        tuple(
                                "amount_new",
                                "amount",
                                "bigint",
                                new Source.CastOf("amount", "m.yaml, line 5, column 11")),
                        tuple("cents", "cents", "bigint", computed("price * 100", 6, 40)));
        assertThat(definition.retired())
                .extracting(Retired::column, Retired::down)
                .containsExactly(
                        tuple("amount", new Source.CastOf("amount_new", "m.yaml, line 5, column 11")),
                        tuple("price", computed("cents / 100.0", 6, 61)));
    }

    @Test
    void readsSplitMergeAndRemove() {
        MigrationDefinition definition = MigrationFile.readYaml("m.yaml", """
                migration: m
                database: d
                table: t
                split:
                  full_name:
                    into:
                      - {column: first, type: text, up: "split_part(full_name, ' ', 1)"}
                      - {column: last, type: text, up: "split_part(full_name, ' ', 2)"}
                    down: first || ' ' || last
                merge:
                  address: {type: text, up: "street || ', ' || city", from: {street: "split_part(address, ', ', 1)", city: "split_part(address, ', ', 2)"}}
                remove: {legacy: "false"}
                """);
        assertThat(definition.added()).extracting(Added::column).containsExactly("first", "last", "address");
        assertThat(definition.retired())
                .extracting(Retired::column)
                .containsExactly("full_name", "street", "city", "legacy");
    }

    @Test
    void saysWhereAKeyOfAColumnIsUnknown() {
        refuses(
                "migration: m\ndatabase: d\ntable: t\nadd:\n  - {column: a, typ: int}\n",
                "m.yaml, line 5, column 17: unknown key 'typ'; known here: collation, column, default, nullable, type,"
                        + " up");
    }

    private static Source computed(String text, int line, int column) {
        return new Source.Computed(new Expression(text, "m.yaml, line " + line + ", column " + column));
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
                .hasMessageContaining("names column 'b' twice");
    }

    @Test
    void refusesBrokenYaml() {
        assertThatThrownBy(() -> MigrationFile.readYaml("m.yaml", "migration: {m\ndatabase"))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("m.yaml, line ");
        refuses("", "m.yaml is empty");
    }
}
