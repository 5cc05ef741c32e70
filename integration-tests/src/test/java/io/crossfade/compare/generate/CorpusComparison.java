package io.crossfade.compare.generate;

import io.crossfade.compare.Outcome;
import io.crossfade.compare.Outcome.Failure;
import io.crossfade.compare.Parameter;
import io.crossfade.compare.Step;
import io.crossfade.compare.generate.Place.Result;
import io.crossfade.measure.CorpusFile;
import io.crossfade.measure.CorpusStatement;
import io.crossfade.measure.NamedColumns;
import io.crossfade.measure.Tree;
import io.crossfade.migration.TableId;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the statements of a corpus on tables that are made for them, on a plain database and through Crossfade in every stage, and
 * compares what comes of them.
 *
 * <p>Arguments: the directory; {@code every=} and a number, to take 150 statements of every so many times 150; {@code from=} and
 * the number of statements to leave out first; and {@code files=} with a pattern for the names of the files.
 */
public final class CorpusComparison {

    /** Statements that share a world. Of one application they lie side by side. */
    private static final int TOGETHER = 150;

    private static final Pattern RUN =
            Pattern.compile("(?is)\\W*(SELECT|INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH|VALUES|TABLE)\\b.*");

    private static final Pattern INSERT = Pattern.compile("(?is)\\W*(INSERT|REPLACE)\\b.*");

    private static final Pattern COLUMNS = Pattern.compile("(?s)columns=\\[.*?\\], (?=rows=)");

    /** Which rows come, or in which order they are joined to a text, is left open. */
    private static final Pattern OPEN = Pattern.compile(
            "(?is).*\\b(string_agg|array_agg|json_agg|jsonb_agg|group_concat|any_value|row_number|pg_sleep|sleep|dblink)\\b.*");

    private static final Pattern LIMITED = Pattern.compile("(?is).*\\b(LIMIT|OFFSET|FETCH)\\b.*");
    private static final Pattern SORTED = Pattern.compile("(?is).*\\bORDER\\s+BY\\b.*");
    private static final Pattern VOLATILE = Pattern.compile(
            "(?is).*\\b(now|random|rand|uuid|gen_random_uuid|uuid_generate_v4|clock_timestamp|statement_timestamp|sysdate|current_timestamp"
                    + "|localtimestamp|localtime|current_date|current_time|utc_timestamp|unix_timestamp|curdate|curtime|nextval|pg_backend_pid|connection_id"
                    + "|txid_current|pg_current_xact_id|current_schema|database|schema|last_insert_id|found_rows|row_count|version|xmin|xmax|ctid)\\b.*");

    private final DatabaseServer server;
    private final Path directory;
    private final Lanes lanes;
    private final Report report = new Report();
    private int sites;
    private int leftOut;
    private int unparsed;

    private CorpusComparison(DatabaseServer server) throws IOException {
        this.server = server;
        this.directory = Files.createTempDirectory(Files.createDirectories(Path.of("target/snapshots")), "corpus");
        this.lanes = new Lanes(server, directory, "corpus");
    }

    public static void main(String[] arguments) throws Exception {
        int every = 1;
        int from = 0;
        Pattern files = Pattern.compile(".*");
        for (String argument : arguments) {
            if (argument.startsWith("every=")) {
                every = Integer.parseInt(argument.substring("every=".length()));
            } else if (argument.startsWith("from=")) {
                from = Integer.parseInt(argument.substring("from=".length()));
            } else if (argument.startsWith("files=")) {
                files = Pattern.compile(argument.substring("files=".length()));
            }
        }
        int differences = 0;
        for (CorpusFile file : CorpusFile.accepted(Path.of(arguments[0]))) {
            if (files.matcher(file.name()).matches()) {
                differences += compare(file, from, every);
            }
        }
        System.exit(differences == 0 ? 0 : 1);
    }

    private static int compare(CorpusFile file, int from, int every) throws SQLException, IOException {
        List<CorpusStatement> all = file.statements();
        Product product =
                switch (all.get(0).db()) {
                    case "pg" -> Product.POSTGRESQL;
                    case "mysql" -> Product.MYSQL;
                    default -> Product.MARIADB;
                };
        DatabaseServer server = Servers.get(product);
        GeneratedIT.createDatabase(server);
        CorpusComparison comparison = new CorpusComparison(server);
        try {
            for (int i = from; i < all.size(); i += every * TOGETHER) {
                comparison.compare(all.subList(i, Math.min(i + TOGETHER, all.size())), product);
            }
        } finally {
            comparison.lanes.close();
        }
        System.out.printf(
                "%n## %s%n%d left out for what they leave open or need, %d not read%n%s",
                file.name(), comparison.leftOut, comparison.unparsed, comparison.report.text(file.name()));
        return comparison.report.failures().size();
    }

    /** Some statements in worlds of their own, once as code for the source and once as code for the target. */
    private void compare(List<CorpusStatement> chunk, Product product) throws SQLException {
        for (boolean ofTarget : List.of(false, true)) {
            CorpusWorld tables = new CorpusWorld(product, ofTarget);
            List<String> runnable = new ArrayList<>();
            for (CorpusStatement statement : chunk) {
                if (taken(statement, tables)) {
                    runnable.add(statement.sql().strip());
                }
            }
            World world = tables.world();
            if (runnable.isEmpty() || world.moves().isEmpty()) {
                continue;
            }
            long begun = System.nanoTime();
            try (Worksite site = Worksite.open(
                    world,
                    Stage.all().stream()
                            .map(stage -> Collections.nCopies(world.moves().size(), stage))
                            .toList(),
                    server,
                    lanes,
                    "c" + ++sites)) {
                report.world(System.nanoTime() - begun);
                for (String sql : runnable) {
                    report.begins();
                    compare(site, sql, ofTarget);
                    report.progress().ifPresent(line -> System.out.println(product + ": " + line));
                }
            } catch (SQLException e) {
                System.out.println("a world can't be made: "
                        + e.getMessage().lines().findFirst().orElse(""));
            }
        }
    }

    private boolean taken(CorpusStatement statement, CorpusWorld tables) {
        String sql = statement.sql();
        boolean open = !RUN.matcher(sql).matches()
                || OPEN.matcher(sql).matches()
                || LIMITED.matcher(sql).matches() && !SORTED.matcher(sql).matches();
        if (open || !statement.touchesTable()) {
            leftOut++;
            return false;
        }
        try {
            List<Statement> parsed = SqlParser.parse(statement.dialect(), sql);
            Map<TableId, Set<String>> named = NamedColumns.of(statement.dialect(), parsed.get(0));
            boolean elsewhere = named.keySet().stream()
                    .anyMatch(table -> !table.schema().equals(NamedColumns.SCHEMA)
                            || table.name().equals("ticket")
                            || table.name().startsWith("pg_"));
            if (elsewhere || parsed.size() > 1) {
                leftOut++;
                return false;
            }
            tables.add(parsed.get(0), sql, named);
            return true;
        } catch (SqlSyntaxException e) {
            unparsed++;
            return false;
        }
    }

    private void compare(Worksite site, String sql, boolean ofTarget) throws SQLException {
        Generated statement = null;
        Outcome plain = null;
        for (List<Parameter> parameters : parameters(site, sql, ofTarget)) {
            Step step = new Step(sql, sql, parameters, List.of(), List.of(), true);
            statement =
                    new Generated(ofTarget, List.of(step), VOLATILE.matcher(sql).matches(), false);
            plain = site.plain(ofTarget).run(statement).outcome();
            if (!plain.failed()) {
                break;
            }
        }
        if (plain == null) {
            return;
        }
        if (plain.failed()) {
            report.plainFailure(plain);
        }
        for (Place place : site.crossfade(ofTarget)) {
            Result result = place.run(statement);
            report.execution();
            Optional<Difference> difference = Difference.between(plain, result, statement);
            if (difference.isEmpty()) {
                if (!plain.failed() && result.outcome().refused()) {
                    report.refusal(refusal(result.outcome()), statement);
                }
            } else if (difference.get().isOfAcceptedType()) {
                report.accepted();
            } else if (sql.contains("?") && isOfLabels(difference.get())) {
                // MySQL's and MariaDB's drivers put values in the places of parameters, in what becomes a label as
                // well.
                report.accepted();
            } else if (plain.failed() && result.outcome().failed()
                    || difference.get().isOfAnotherValue()) {
                // Of what is wrong with a statement, or with the values made up for it, another thing comes first.
                report.otherValue();
            } else if (report.isNew(difference.get(), statement)) {
                Case found = new Case(
                        "",
                        world(site.world(), sql),
                        place.layout().stages().subList(0, 1),
                        statement,
                        difference.get().text());
                System.out.println(found.text());
                report.failure(found);
            }
        }
    }

    private static boolean isOfLabels(Difference difference) {
        String[] sides = COLUMNS.matcher(difference.text()).replaceAll("").split(", but was ", 2);
        return sides.length == 2 && sides[0].endsWith("expected " + sides[1]);
    }

    /** For a person: only the tables that a statement names. */
    private static World world(World all, String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        return new World(
                all.product(),
                all.tables().stream()
                        .filter(table -> text.contains(table.name().toLowerCase(Locale.ROOT)))
                        .toList(),
                all.moves().stream()
                        .filter(move -> text.contains(move.table().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    private static String refusal(Outcome outcome) {
        return outcome.answers().stream()
                .filter(Failure.class::isInstance)
                .map(answer -> ((Failure) answer).message())
                .findFirst()
                .orElse("?");
    }

    /** Values that the statement may take; those that the plain database takes are used. */
    private static List<List<Parameter>> parameters(Worksite site, String sql, boolean ofTarget) throws SQLException {
        int count = count(site, sql);
        // Of rows that are there, or of a new one.
        String number = INSERT.matcher(sql).matches() ? "7" : "2";
        if (count == 0) {
            return List.of(List.of());
        }
        List<List<Parameter>> all = new ArrayList<>();
        if (site.world().product() == Product.POSTGRESQL) {
            described(site.plain(ofTarget), sql, number).ifPresent(all::add);
        } else {
            all.add(Collections.nCopies(count, new Parameter("text", number)));
            all.add(Collections.nCopies(count, new Parameter("int", number)));
            all.add(Collections.nCopies(count, new Parameter("timestamp", "2026-01-02 00:00:00")));
        }
        return all.isEmpty() ? List.of(Collections.nCopies(count, new Parameter("int", "2"))) : all;
    }

    private static int count(Worksite site, String sql) {
        return (int)
                Stream.of(SqlParser.parse(Dialect.valueOf(site.world().product().name()), sql)
                                .get(0))
                        .flatMap(statement -> Tree.records(statement).stream())
                        .filter(Expr.Parameter.class::isInstance)
                        .count();
    }

    private static Optional<List<Parameter>> described(Place place, String sql, String number) throws SQLException {
        try (PreparedStatement prepared = place.connection().prepareStatement(sql)) {
            ParameterMetaData types = prepared.getParameterMetaData();
            List<Parameter> parameters = new ArrayList<>();
            for (int i = 1; i <= types.getParameterCount(); i++) {
                parameters.add(parameter(types.getParameterType(i), types.getParameterTypeName(i), number));
            }
            return Optional.of(parameters);
        } catch (SQLException e) {
            // It fails everywhere alike, which is compared.
            return Optional.empty();
        } finally {
            place.connection().rollback();
        }
    }

    private static Parameter parameter(int type, String name, String number) {
        return switch (type) {
            case Types.BIGINT -> new Parameter("long", number);
            case Types.INTEGER -> new Parameter("int", number);
            case Types.SMALLINT -> new Parameter("short", number);
            case Types.NUMERIC -> new Parameter("decimal", number);
            case Types.BIT, Types.BOOLEAN -> new Parameter("bool", "true");
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> new Parameter("timestamp", "2026-01-02 00:00:00");
            case Types.DATE -> new Parameter("date", "2026-01-02");
            case Types.ARRAY -> name.equals("_int8") ? new Parameter("longs", "1|2") : new Parameter("texts", "1|2");
            case Types.VARCHAR -> new Parameter("text", number);
            default ->
                new Parameter("object-other", name.equals("uuid") ? "00000000-0000-0000-0000-000000000001" : number);
        };
    }
}
