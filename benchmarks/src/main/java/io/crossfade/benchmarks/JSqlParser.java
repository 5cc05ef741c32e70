package io.crossfade.benchmarks;

import java.util.Optional;
import java.util.stream.Stream;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;

/**
 * JSqlParser without what its convenience methods add: no thread for a timeout, and no first attempt in the mode that
 * doesn't read a statement.
 *
 * @param sql the statement
 * @param complex whether it needs the mode for nested expressions, which is the slower one
 */
record JSqlParser(String sql, boolean complex) {

    /** In the faster mode that reads the statement; empty if neither does. */
    static Optional<JSqlParser> forStatement(String sql) {
        return Stream.of(new JSqlParser(sql, false), new JSqlParser(sql, true))
                .filter(JSqlParser::reads)
                .findFirst();
    }

    private boolean reads() {
        try {
            parse();
            return true;
        } catch (ParseException | TokenMgrException e) {
            return false;
        }
    }

    Statement parse() throws ParseException {
        CCJSqlParser parser = CCJSqlParserUtil.newParser(sql);
        parser.withAllowComplexParsing(complex);
        return parser.Statement();
    }
}
