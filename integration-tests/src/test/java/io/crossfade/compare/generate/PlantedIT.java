package io.crossfade.compare.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The machine sees what it is there to see: differences that were planted. */
class PlantedIT {

    private static final Path CASE = Path.of("src/test/resources/generated/found/an-update-of-a-renamed-column.json");

    @Test
    void seesAWrongRow() throws Exception {
        assertThat(kindAfter("UPDATE planted_0.users SET name = 'eve', full_name = 'eve' WHERE id = 2"))
                .isEqualTo("rows");
    }

    @Test
    void seesAWrongAnswer() throws Exception {
        assertThat(kindAfter("UPDATE planted_0.users SET name = 'ada', full_name = 'ada'"))
                .startsWith("Rows");
    }

    @Test
    void seesColumnsThatComeApart() throws Exception {
        assertThat(kindAfter("CREATE FUNCTION planted_0.lose() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.full_name := ''lost''; RETURN NEW; END';"
                        + " CREATE TRIGGER lose BEFORE UPDATE ON planted_0.users"
                        + " FOR EACH ROW EXECUTE FUNCTION planted_0.lose()"))
                .isEqualTo("apart");
    }

    @Test
    void seesAStatementThatFailsOnlyHere() throws Exception {
        assertThat(kindAfter("ALTER TABLE planted_0.users ADD CHECK (full_name <> 'ADAx')"))
                .startsWith("fails 23514");
    }

    /** The kind of difference that is seen after a change of what Crossfade works on. */
    private static String kindAfter(String sql) throws Exception {
        Case kept = Case.read(CASE);
        DatabaseServer server = Servers.get(Product.POSTGRESQL);
        GeneratedIT.createDatabase(server);
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target/snapshots")), "planted");
        try (Lanes lanes = new Lanes(server, directory, "planted");
                Worksite site = Worksite.open(kept.world(), List.of(List.of(Stage.VERIFY)), server, lanes, "planted")) {
            server.execute(Worksite.DATABASE, sql);
            return Difference.between(
                            site.plain(false).run(kept.statement()).outcome(),
                            site.crossfade(false).get(0).run(kept.statement()),
                            kept.statement())
                    .map(Difference::kind)
                    .orElse("none");
        }
    }
}
