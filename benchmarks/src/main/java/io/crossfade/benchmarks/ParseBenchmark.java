package io.crossfade.benchmarks;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.sf.jsqlparser.parser.ParseException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to parse one statement. Each sample is another statement, so that the percentiles are those of the
 * statements; only the ones that both parsers read take part.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class ParseBenchmark {

    private static final int AT_LEAST = 90;
    private static final long SEED = 20260101;

    /** The database whose statements are parsed. */
    @Param({"POSTGRESQL", "MYSQL", "MARIADB"})
    public Dialect dialect = Dialect.POSTGRESQL;

    /** A directory of corpora; blank for the statements in the repository. */
    @Param("")
    public String corpora = "";

    private final List<JSqlParser> statements = new ArrayList<>();
    private int next;

    @Setup
    public void chooseStatements() throws IOException {
        List<String> all =
                corpora.isBlank() ? Statements.sample(dialect) : Statements.corpus(dialect, Path.of(corpora));
        for (String sql : all) {
            JSqlParser.forStatement(sql).filter(peer -> parses(sql)).ifPresent(statements::add);
        }
        System.out.printf("%n%d of %d statements are parsed by both%n", statements.size(), all.size());
        if (statements.size() < AT_LEAST) {
            throw new IllegalStateException("too few statements to compare on");
        }
        // Alike statements stand together in the files.
        Collections.shuffle(statements, new Random(SEED));
    }

    private boolean parses(String sql) {
        try {
            return SqlParser.parse(dialect, sql).size() == 1;
        } catch (SqlSyntaxException e) {
            return false;
        }
    }

    @Benchmark
    public List<Statement> crossfade() {
        return SqlParser.parse(dialect, nextStatement().sql());
    }

    @Benchmark
    public net.sf.jsqlparser.statement.Statement jsqlparser() throws ParseException {
        return nextStatement().parse();
    }

    private JSqlParser nextStatement() {
        next = next + 1 == statements.size() ? 0 : next + 1;
        return statements.get(next);
    }
}
