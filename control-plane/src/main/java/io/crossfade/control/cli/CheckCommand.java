package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.SqlMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Says what a migration that hasn't started would do to an application's statements in each phase,"
                + " which it would refuse, which would lose an index, and what in the database depends on the source."
                + " Changes nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "FILE.yaml", description = "The migration.")
    private Path file = Path.of("");

    @Option(
            names = "--sql",
            paramLabel = "FILE.sql",
            description = "Statements, divided by semicolons. Can be repeated.")
    private List<Path> sql = new ArrayList<>();

    @Option(
            names = "--from-database",
            description =
                    "Take the statements that the database has recorded (pg_stat_statements," + " performance_schema).")
    private boolean recorded;

    @Option(names = "--from-drivers", description = "Take the statements that running drivers have reported.")
    private boolean reported;

    @Option(names = "--adopted", description = "The statements are of code written for the target.")
    private boolean adopted;

    @Option(names = "--all", description = "Print what becomes of every statement, not only of refused ones.")
    private boolean all;

    @Override
    public Integer call() {
        String definition = Files.migration(file);
        Client client = options.client();
        ObjectNode request = Client.JSON
                .createObjectNode()
                .put("file", file.toString())
                .put("definition", definition)
                .put("recorded", recorded)
                .put("reported", reported)
                .put("adopted", adopted);
        ObjectNode report = client.check(request).deepCopy();
        request.put("recorded", false).put("reported", false);
        for (List<String> statements :
                Batches.of(statements(Dialect.valueOf(report.path("dialect").asText())))) {
            statements.forEach(request.putArray("statements")::add);
            merge(report, client.check(request));
        }
        if (options.json()) {
            options.out().println(report);
        } else {
            new CheckText(all).lines(report).forEach(options.out()::println);
        }
        boolean stopped = !report.path("obstacles").isEmpty()
                || !report.path("dependents").isEmpty();
        return stopped || CheckText.refused(report) > 0 ? Main.REFUSED : 0;
    }

    private List<String> statements(Dialect dialect) {
        List<String> statements = new ArrayList<>();
        for (Path path : sql) {
            String text = Files.text(path);
            Scanner.statements(SqlMode.of(dialect), text).forEach(span -> statements.add(span.of(text)));
        }
        return statements;
    }

    /** Of all answers only the statements differ. */
    private static void merge(ObjectNode report, JsonNode more) {
        report.withArray("statements").addAll((ArrayNode) more.path("statements"));
        report.put(
                "untouched",
                report.path("untouched").asInt() + more.path("untouched").asInt());
    }
}
