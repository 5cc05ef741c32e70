package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.control.TestPostgres;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.MigrationFile;
import io.crossfade.migration.RetiredColumn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands against a conversion is found before anything is changed, with the place in the file. */
final class ConversionCheckTest {

    private static final String HEAD = "migration: m\ndatabase: shop\ntable: users\n";

    private final TestPostgres postgres = TestPostgres.create();

    private StartCheck check(String changes) {
        try (PostgreSqlDatabase database =
                new PostgreSqlDatabase("shop", postgres.config().withChunkRows(10), 0)) {
            StartCheck check = database.check(MigrationFile.readYaml("m.yaml", HEAD + changes), List.of());
            if (!check.obstacles().isEmpty()) {
                throw new RefusedException("can't start", check.obstacles());
            }
            return check;
        }
    }

    private List<String> reasons(String changes) {
        List<String> before = postgres.rows(
                "SELECT * FROM information_schema.columns WHERE table_schema = 'public' ORDER BY column_name");
        RefusedException refusal =
                org.assertj.core.api.Assertions.catchThrowableOfType(RefusedException.class, () -> check(changes));
        assertThat(refusal).as("refusal of %s", changes).isNotNull();
        assertThat(postgres.rows(
                        "SELECT * FROM information_schema.columns WHERE table_schema = 'public' ORDER BY column_name"))
                .isEqualTo(before);
        return refusal.reasons();
    }

    private void table() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text, n int NOT NULL DEFAULT 7, at timestamptz, f text)",
                "INSERT INTO users SELECT g, 'First Last' || g, g, now(), 'f' FROM generate_series(1, 25) g");
    }

    @Test
    void fillsTheModelFromTheCatalog() {
        postgres.execute(
                "CREATE TABLE users (gone int, id int PRIMARY KEY, n int NOT NULL DEFAULT 7, \"Name\" varchar(20) COLLATE"
                        + " \"C\" DEFAULT 'x', e text)",
                "ALTER TABLE users DROP COLUMN gone");
        StartCheck check = check("""
                change:
                  n: {type: bigint}
                  Name: {type: text, to: label, collation: '"C"', up: 'upper("Name")', down: label}
                lossy: true
                """);
        assertThat(check.migration().columns())
                .containsExactly(
                        new Conversion(
                                List.of(new RetiredColumn(
                                        "n", "integer", Optional.empty(), "\"n_new\"", Optional.of("7"), false, 3)),
                                List.of(new AddedColumn(
                                        "n_new",
                                        "n",
                                        "bigint",
                                        Optional.empty(),
                                        Optional.of("\"n\""),
                                        Optional.of("CAST((7\n) AS bigint)"),
                                        false,
                                        3))),
                        new Conversion(
                                List.of(new RetiredColumn(
                                        "Name",
                                        "character varying(20)",
                                        Optional.of("pg_catalog.\"C\""),
                                        "label",
                                        Optional.of("'x'::character varying"),
                                        true,
                                        4)),
                                List.of(new AddedColumn(
                                        "label",
                                        "label",
                                        "text",
                                        Optional.of("pg_catalog.\"C\""),
                                        Optional.of("upper(\"Name\")"),
                                        Optional.of("CAST('X' AS text)"),
                                        true,
                                        4))));
        assertThat(check.facts().notNull()).containsExactly("n");
    }

    @Test
    void makesOneMappingOfColumnsThatMentionOneAnother() {
        postgres.execute("CREATE TABLE users (id int PRIMARY KEY, a text, b text, c text, d text)");
        StartCheck check = check("""
                add:
                  - {column: x, type: text, up: a}
                  - {column: y, type: text, up: b || c}
                  - {column: z, type: text, up: d}
                  - {column: w, type: text, default: "'w'"}
                retire:
                  - {column: a, down: x}
                  - {column: b, down: "split_part(y, '-', 1)"}
                  - {column: c, down: y}
                lossy: true
                """);
        assertThat(check.migration().columns().stream()
                        .map(mapping -> mapping.sources() + " -> " + mapping.targets())
                        .toList())
                .containsExactly("[a] -> [x]", "[b, c] -> [y]", "[] -> [z]", "[] -> [w]");
        assertThat(((Conversion) check.migration().columns().get(3))
                        .added()
                        .get(0)
                        .ordinal())
                .isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "upper(nmae) ~ m.yaml, line 4, column 35: 'up' of column 'x': there is no column 'nmae'; there are name, ~ at"
                        + " position 7",
                "name || ~ it can't be read: ~ at position",
                "name, n ~ it can't be read: ~ at position",
                "name) , (n ~ it can't be read: ~ at position",
                "name || ? ~ it has a parameter ~ at position 9",
                "(SELECT max(n) FROM users)::text ~ it has a subquery ~ at position 1",
                "max(name) ~ aggregate sees more than one row ~ at position 1",
                "count(*)::text ~ it has an aggregate ~ at position 1",
                "row_number() OVER ()::text ~ it has a window function ~ at position 1",
                "generate_series(1, n)::text ~ set-returning functions are not allowed ~ in column generation",
                "name || random()::text ~ it uses the volatile function random() ~ two sessions",
                "name || now() ~ it uses the stable function ~ now()",
                "name || current_date ~ it uses the ~ current date, time or user",
                "to_char(at, 'YYYY') ~ it uses the stable function to_char(timestamp with time zone,text) ~ two sessions",
                "at::date::text ~ stable function ~ two sessions",
                "nosuch(name) ~ function nosuch(text) does not exist ~ at position 1",
                "name + n ~ operator does not exist: text + integer ~ at position 6",
                "users.name ~ A column is named without its table here ~ at position 1",
                "ctid::text ~ there is no column 'ctid' ~ at position 1",
                "y ~ it mentions 'y', but 'up' computes from columns of the source ~ at position 1",
                "f ~ it mentions 'f', which the same migration renames ~ at position 1",
            })
    void namesThePlaceOfABadExpression(String up, String complaint, String end) {
        table();
        List<String> reasons = reasons("""
                add: [{column: x, type: text, up: "%s"}, {column: y, type: text}]
                rename: {f: g}
                """.formatted(up));
        assertThat(reasons)
                .singleElement()
                .asString()
                .contains(complaint)
                .contains(end)
                .startsWith("m.yaml, line 4,");
    }

    @Test
    void givesAllReasonsAtOnce() {
        table();
        assertThat(reasons("""
                        change:
                          nme: {type: int}
                          n: {type: nosuchtype}
                        add:
                          - {column: id, type: int}
                          - {column: s, type: serial}
                          - {column: t, type: "int default 5"}
                          - {column: v, type: int, default: "random()"}
                          - {column: w, type: int, default: "n"}
                          - {column: k, type: text, collation: nosuch}
                        remove: {name: "1 +"}
                        """))
                .anySatisfy(
                        reason -> assertThat(reason).contains("table public.users has no column 'nme'; it has name"))
                .anySatisfy(reason -> assertThat(reason).contains("type \"nosuchtype\" does not exist"))
                .anySatisfy(reason -> assertThat(reason).contains("already has a column 'id'"))
                .anySatisfy(reason -> assertThat(reason).contains("'serial' is more than a type"))
                .anySatisfy(reason -> assertThat(reason).contains("'int default 5' isn't a type"))
                .anySatisfy(reason -> assertThat(reason).contains("'default' of column 'v': it is volatile"))
                .anySatisfy(reason -> assertThat(reason).contains("it mentions the column 'n'"))
                .anySatisfy(reason ->
                        assertThat(reason).contains("collation \"nosuch\"").contains("does not exist"))
                .anySatisfy(reason -> assertThat(reason).contains("'down' of column 'name': it can't be read"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "change: {id: {type: bigint}} ~ is part of the primary key",
                "change: {i: {type: bigint}} ~ is an identity",
                "change: {g: {type: bigint}} ~ is generated from others",
                "change: {o: {type: bigint}} ~ foreign key 'users_o_fkey' covers column 'o'",
                "change: {r: {type: bigint}} ~ depends on column 'r'",
                "split: {u: {into: [{column: x, type: int, up: u}], down: x}} ~ ",
                "merge: {x: {from: {u: x, v: x}, type: int, up: u + v}} ~ unique index 'users_u_key' covers a column whose",
                "change: {d: {type: text, up: \"d::text || id::text\", down: \"1\"}} ~ one with the default 5,",
                "remove: {w: \"0\"} ~ view public.report depends on column 'w'",
            })
    void refusesWhatItCannotConvert(String change, String complaint) {
        postgres.execute(
                "CREATE TABLE others (id int PRIMARY KEY)",
                "CREATE TABLE users (id int PRIMARY KEY, i int GENERATED ALWAYS AS IDENTITY, g int GENERATED ALWAYS AS (id + 1)"
                        + " STORED, o int REFERENCES others, r int UNIQUE, u int UNIQUE, v int, d int DEFAULT 5, w int)",
                "CREATE TABLE theirs (r int REFERENCES users (r))",
                "CREATE VIEW report AS SELECT w FROM users");
        if (complaint == null || complaint.isBlank()) {
            assertThat(check(change).migration().columns()).hasSize(1);
        } else {
            assertThat(reasons(change)).anySatisfy(reason -> assertThat(reason).contains(complaint));
        }
    }

    @Test
    void findsTheRowsThatCannotBeConverted() {
        table();
        postgres.execute("UPDATE users SET name = id WHERE id <> 13", "UPDATE users SET name = 'twelve' WHERE id = 13");
        assertThat(reasons("change: {name: {type: int}}\n"))
                .containsExactly(
                        "the row with key 13 can't be converted: invalid input syntax for type integer: \"twelve\""
                                + " (name = 'twelve')");
        postgres.execute("UPDATE users SET name = '99999999999' WHERE id = 13");
        assertThat(reasons("change: {name: {type: int}}\n"))
                .singleElement()
                .asString()
                .contains("the row with key 13", "out of range");
        postgres.execute("UPDATE users SET name = 'long' WHERE id = 13");
        assertThat(reasons("change: {name: {type: varchar(3)}}\n"))
                .singleElement()
                .asString()
                .contains("the row with key 13", "value too long for type character varying(3)");
        postgres.execute("UPDATE users SET name = NULL WHERE id = 13");
        assertThat(reasons("change: {name: {type: int, nullable: false}}\n"))
                .containsExactly(
                        "the row with key 13 can't be converted: 'up' of column 'name_new' gives NULL, and the column is"
                                + " to be NOT NULL (name = NULL)");
    }

    @Test
    void findsTheRowsThatDoNotComeBack() {
        table();
        String split = """
                split:
                  name:
                    into: [{column: a, type: text, up: "split_part(name, ' ', 1)"}, {column: b, type: text, up: "split_part(name, ' ', 2)"}]
                    down: "a || ' ' || b"
                """;
        assertThat(check(split).notes()).hasSize(1);
        postgres.execute(
                "UPDATE users SET name = 'Madonna' WHERE id = 13", "UPDATE users SET name = 'A B C' WHERE id = 14");
        assertThat(reasons(split))
                .containsExactly(
                        "2 of 25 rows don't come back from the target as they were: key 13: name 'Madonna' comes back"
                                + " as 'Madonna '; key 14: name 'A B C' comes back as 'A B'; mend the expressions or the rows, or write"
                                + " 'lossy: true' into the file if that may be");
        assertThat(check(split + "lossy: true\n").notes())
                .anySatisfy(note -> assertThat(note).startsWith("2 of 25 rows don't come back"));
    }

    @Test
    void takesNumbersOfAnotherScaleForTheSame() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, p numeric)", "INSERT INTO users VALUES (1, 1.5), (2, 2.25)");
        assertThat(check("change: {p: {type: 'numeric(10,2)'}}\n").notes()).hasSize(1);
        assertThat(reasons("change: {p: {type: 'numeric(10,1)'}}\n"))
                .singleElement()
                .asString()
                .contains("1 of 2 rows", "key 2: p '2.25' comes back as '2.3'");
    }

    @Test
    void looksAtTheEndsOfABigTableOnly() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, p text)",
                "INSERT INTO users SELECT g, g FROM generate_series(1, 100500) g",
                "UPDATE users SET p = 'middle' WHERE id = 50100");
        try (PostgreSqlDatabase database = new PostgreSqlDatabase("shop", postgres.config(), 0)) {
            assertThat(database.check(MigrationFile.readYaml("m.yaml", HEAD + "change: {p: {type: int}}\n"), List.of())
                            .notes())
                    .anySatisfy(note -> assertThat(note).startsWith("only 100,000 rows of about 100,500 were tried"));
            postgres.execute("UPDATE users SET p = 'late' WHERE id = 100400");
            assertThat(database.check(MigrationFile.readYaml("m.yaml", HEAD + "change: {p: {type: int}}\n"), List.of())
                            .obstacles())
                    .singleElement()
                    .asString()
                    .contains("the row with key 100400");
        }
    }
}
