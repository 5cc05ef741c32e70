package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.TestPostgres;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.DatabaseException;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.MigrationDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever can't be done properly is refused by name before anything is changed, with a way out. */
final class PreStartCheckTest {

    private final TestPostgres postgres = TestPostgres.create();

    private StartCheck check(MigrationDefinition definition) {
        try (PostgreSqlDatabase database = new PostgreSqlDatabase("shop", postgres.config(), 0)) {
            StartCheck check = database.check(definition, List.of());
            if (!check.obstacles().isEmpty()) {
                throw new RefusedException("can't start", check.obstacles());
            }
            return check;
        }
    }

    private void refuses(MigrationDefinition definition, String complaint) {
        assertThatThrownBy(() -> check(definition))
                .isInstanceOf(RefusedException.class)
                .extracting(e -> String.join("\n", ((RefusedException) e).reasons()))
                .asString()
                .contains(complaint);
    }

    @Test
    void findsTheTableAlongTheSearchPath() {
        postgres.execute(
                "CREATE SCHEMA app",
                "ALTER DATABASE " + postgres.value("SELECT current_database()") + " SET search_path = app, public",
                "CREATE TABLE app.users (gone int, id int PRIMARY KEY, name text NOT NULL)",
                "ALTER TABLE app.users DROP COLUMN gone",
                "CREATE TABLE public.users (id int PRIMARY KEY, name text)");
        StartCheck check = check(JobDriver.renameUsers());
        assertThat(check.migration().table()).hasToString("app.users");
        assertThat(check.migration().columns()).containsExactly(new Rename("name", "full_name", 3));
        assertThat(check.facts().notNull()).containsExactly("name");
    }

    @Test
    void namesTheNearestTablesAndColumns() {
        postgres.execute("CREATE TABLE \"Users\" (id int PRIMARY KEY, name text)", "CREATE TABLE orders (id int)");
        refuses(
                JobDriver.renameUsers(),
                "there is no table 'users' in the search path of database 'shop'; the nearest are public.Users,"
                        + " public.orders");
        refuses(
                JobDriver.definition("\"table\": \"Users\"", "nmae", "x"),
                "table public.Users has no column 'nmae'; it has name, id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "CREATE VIEW report AS SELECT name FROM users ~ view public.report depends on column 'name' of public.users",
                "CREATE MATERIALIZED VIEW report AS SELECT lower(name) FROM users ~ materialized view public.report",
                "CREATE RULE r AS ON UPDATE TO users WHERE old.name = 'x' DO NOTHING ~ a rule on table public.users",
                "CREATE POLICY p ON users USING (name = current_user) ~ policy p on table public.users",
                "ALTER TABLE users ADD g text GENERATED ALWAYS AS (upper(name)) STORED ~ generated column g of table public.users",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT name FROM users; END ~ function public.f()",
                "CREATE FUNCTION f(v text) RETURNS void LANGUAGE sql AS 'UPDATE users SET \"name\" = v' ~ function"
                        + " public.f(v text) depends on column 'name' of public.users, as far as its text tells",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN DELETE FROM Users WHERE NAME IS NULL; END' ~ procedure"
                        + " public.p() depends on column 'name'",
                "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM upper(NEW.name); RETURN NULL; END';"
                        + " CREATE TRIGGER tr AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION t() ~ function public.t()"
                        + " depends on column 'name'",
                "CREATE PUBLICATION p FOR TABLE users (id, name) ~ publication of table public.users in publication p",
                "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr AFTER"
                        + " UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION t() ~ trigger tr on table public.users",
                "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE"
                        + " INSERT ON users FOR EACH ROW EXECUTE FUNCTION t() ~ trigger 'tr' runs before each row",
                "CREATE STATISTICS st ON id, name FROM users ~ statistics object public.st",
                "ALTER TABLE users ADD CONSTRAINT u UNIQUE (name); CREATE TABLE o (n text REFERENCES users (name))"
                        + " ~ constraint o_n_fkey on table public.o",
                "ALTER TABLE users ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (name) ~ unique index 'u' on column 'name'"
                        + " of public.users is NULLS NOT DISTINCT",
                "CREATE EXTENSION btree_gist; ALTER TABLE users ADD CONSTRAINT ex EXCLUDE USING gist (name WITH =)"
                        + " ~ exclusion constraint 'ex'",
                "ALTER TABLE users ALTER name SET DEFAULT random()::text ~ volatile default",
                "ALTER TABLE users ALTER name SET DEFAULT gen_random_uuid()::text ~ volatile default",
                "CREATE SEQUENCE s; ALTER TABLE users ALTER name SET DEFAULT nextval('s')::text ~ volatile default",
                "CREATE FUNCTION v() RETURNS text LANGUAGE sql AS 'SELECT random()::text'; ALTER TABLE users ALTER name SET"
                        + " DEFAULT v() ~ volatile default",
                "ALTER TABLE users ADD full_name text ~ already has a column 'full_name'",
                "ALTER TABLE users DROP CONSTRAINT users_pkey ~ has no primary key",
                "ALTER TABLE users DROP CONSTRAINT users_pkey; ALTER TABLE users ADD PRIMARY KEY (id, name)"
                        + " ~ is part of the primary key",
                "CREATE TABLE child () INHERITS (users) ~ inherits",
                "ALTER TABLE users RENAME TO real; CREATE VIEW users AS SELECT * FROM real ~ public.users is a view",
            })
    void refusesByName(String ddl, String complaint) {
        postgres.execute("CREATE TABLE users (id int PRIMARY KEY, name text, e text)");
        postgres.execute(ddl.split("; (?=CREATE|ALTER)"));
        refuses(JobDriver.renameUsers(), complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "CREATE VIEW report AS SELECT id FROM users",
                "ALTER TABLE users ALTER name SET DEFAULT now()::text",
                "ALTER TABLE users ALTER name SET DEFAULT 'x'",
                "ALTER TABLE users ALTER name SET DEFAULT current_user || pg_catalog.lower('X')",
                "CREATE INDEX i ON users (name) WHERE name <> ''",
                "ALTER TABLE users ADD CHECK (name <> e)",
                "ALTER TABLE users ADD UNIQUE (name, e)",
                "CREATE PUBLICATION p FOR TABLE users",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT full_name FROM users_old WHERE name_2 = 1'"
                        + " SET check_function_bodies = off",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW.name; END'",
            })
    void acceptsWhatCanBeCarriedAlong(String ddl) {
        postgres.execute("CREATE TABLE users (id int PRIMARY KEY, name text, e text)", ddl);
        assertThat(check(JobDriver.renameUsers()).migration().columns()).hasSize(1);
    }

    @Test
    void goesByWhoHasReadAFunction() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1 /* no name of users */'");
        refuses(JobDriver.renameUsers(), "list it in the file: unaffected: [\"function public.f()\"]");
        MigrationDefinition read = JobDriver.definition(
                "\"table\": \"users\", \"unaffected\": [\"function public.f()\"]", "name", "full_name");
        assertThat(check(read).facts().unaffected()).containsExactly("function public.f()");
    }

    @Test
    void refusesPartitions() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE part PARTITION OF users FOR VALUES FROM (0) TO (9)");
        refuses(JobDriver.renameUsers(), "public.users is a partitioned table");
        refuses(JobDriver.definition("\"table\": \"part\"", "name", "x"), "table public.part is a partition");
    }

    @Test
    void refusesAnIdentityAndAGeneratedColumn() {
        postgres.execute("CREATE TABLE users (id int PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY,"
                + " g int GENERATED ALWAYS AS (id + 1) STORED)");
        refuses(JobDriver.definition("\"table\": \"users\"", "n", "x"), "is an identity");
        refuses(JobDriver.definition("\"table\": \"users\"", "g", "x"), "is generated from others");
    }

    @Test
    void refusesATableOfSomebodyElse() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "DROP ROLE IF EXISTS stranger",
                "CREATE ROLE stranger LOGIN");
        DatabaseConfig config =
                DatabaseConfig.of(postgres.url().replace("user=postgres", "user=stranger"), "stranger", "");
        try (PostgreSqlDatabase database = new PostgreSqlDatabase("shop", config, 0)) {
            assertThatThrownBy(() -> database.check(JobDriver.renameUsers(), List.of()))
                    .isInstanceOf(RefusedException.class)
                    .extracting(e -> ((RefusedException) e).reasons().get(0))
                    .asString()
                    .contains("user 'stranger' doesn't own table public.users", "connect as 'postgres'");
        }
        postgres.execute("DROP ROLE stranger");
    }

    @Test
    void saysWhenTheDatabaseDoesNotAnswer() {
        DatabaseConfig config = DatabaseConfig.of("jdbc:postgresql://localhost:1/shop", "a", "b");
        try (PostgreSqlDatabase database = new PostgreSqlDatabase("shop", config, 0)) {
            assertThatThrownBy(() -> database.check(JobDriver.renameUsers(), List.of()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("database 'shop' at jdbc:postgresql://localhost:1/shop doesn't answer")
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void acceptsTheRemainsOfAnEarlierAttemptOfItsOwn() {
        postgres.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text, full_name text)",
                "COMMENT ON COLUMN users.full_name IS 'crossfade: target of migration m'");
        assertThat(check(JobDriver.renameUsers()).notes()).hasSize(1);
        assertThat(List.of(check(JobDriver.renameUsers()).migration().name())).containsExactly("m");
    }
}
