package io.crossfade.jdbc;

import java.util.Map;
import java.util.Set;

/** The own methods of MySQL's driver, reviewed. MariaDB's has classes where this one has interfaces. */
final class MySqlSurface {

    static final String FOR_THE_DRIVER = "it is there for the driver itself";

    /** The interfaces that applications cast to. */
    static final Set<String> SHOWN = Set.of(
            "com.mysql.cj.MysqlConnection",
            "com.mysql.cj.jdbc.JdbcConnection",
            "com.mysql.cj.jdbc.JdbcStatement",
            "com.mysql.cj.jdbc.JdbcPreparedStatement");

    /** Interfaces that those extend, of which no method is for applications. */
    static final Set<String> INTERNAL = Set.of("com.mysql.cj.Query", "com.mysql.cj.TransactionEventHandler");

    private static final String CONNECTION = "com.mysql.cj.jdbc.JdbcConnection.";
    private static final String MYSQL = "com.mysql.cj.MysqlConnection.";
    private static final String STATEMENT = "com.mysql.cj.jdbc.JdbcStatement.";
    private static final String PREPARED = "com.mysql.cj.jdbc.JdbcPreparedStatement.";

    private static final String USE_PREPARE = "its statements go past the planner; use prepareStatement";
    private static final String USE_CLOSE = "Crossfade wouldn't hear of it; use close() or abort()";
    private static final String PAST = "it leads past the planner";
    private static final String COUNTS = "it counts the parameters as they are sent";

    static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry(CONNECTION + "clientPrepareStatement", USE_PREPARE),
            Map.entry(CONNECTION + "serverPrepareStatement", USE_PREPARE),
            Map.entry(CONNECTION + "getActiveMySQLConnection", PAST),
            Map.entry(CONNECTION + "getMultiHostSafeProxy", PAST),
            Map.entry(CONNECTION + "getMultiHostParentProxy", PAST),
            Map.entry(CONNECTION + "getMetaDataSafeStatement", "it sends SQL past the planner; use a Statement"),
            Map.entry(MYSQL + "getSession", PAST),
            Map.entry(STATEMENT + "getQuery", PAST),
            Map.entry(STATEMENT + "getResultSetInternal", "its rows lead past the wrapper; use getResultSet()"),
            Map.entry(PREPARED + "getQueryBindings", COUNTS),
            Map.entry(PREPARED + "isNull", COUNTS),
            Map.entry(PREPARED + "getBytesRepresentation", COUNTS),
            Map.entry(PREPARED + "getParameterBindings", COUNTS),
            Map.entry(PREPARED + "setBytes", "use setBytes(int, byte[])"),
            Map.entry(PREPARED + "setNull", "use setNull(int, int)"));

    static final Map<String, String> REFUSED_ALWAYS = Map.ofEntries(
            Map.entry(CONNECTION + "registerStatement", FOR_THE_DRIVER),
            Map.entry(CONNECTION + "unregisterStatement", FOR_THE_DRIVER),
            Map.entry(CONNECTION + "recachePreparedStatement", FOR_THE_DRIVER),
            Map.entry(CONNECTION + "decachePreparedStatement", FOR_THE_DRIVER),
            Map.entry(CONNECTION + "setProxy", FOR_THE_DRIVER),
            Map.entry(CONNECTION + "initializeResultsMetadataFromCache", FOR_THE_DRIVER),
            Map.entry(CONNECTION + "getCachedMetaData", FOR_THE_DRIVER),
            Map.entry(CONNECTION + "abortInternal", USE_CLOSE),
            Map.entry(CONNECTION + "doClose", USE_CLOSE),
            Map.entry(CONNECTION + "getClientInfoProviderImpl", FOR_THE_DRIVER),
            Map.entry(MYSQL + "createNewIO", "it leaves the session; close the connection and open another"),
            Map.entry(MYSQL + "cleanup", USE_CLOSE),
            Map.entry(STATEMENT + "notifyResultSetClose", FOR_THE_DRIVER),
            Map.entry(STATEMENT + "doClose", USE_CLOSE),
            Map.entry(STATEMENT + "setPingTarget", FOR_THE_DRIVER),
            Map.entry(PREPARED + "getQueryInfo", FOR_THE_DRIVER));

    static final Map<String, String> HARMLESS = Map.ofEntries(
            Map.entry(CONNECTION + "getPropertySet", "settings"),
            Map.entry(CONNECTION + "setStatementComment", "a comment"),
            Map.entry(CONNECTION + "getStatementComment", "answers a comment"),
            Map.entry(CONNECTION + "isSameResource", "answers yes or no"),
            Map.entry(CONNECTION + "hasSameProperties", "answers yes or no"),
            Map.entry(CONNECTION + "getServerVersion", "answers a version"),
            Map.entry(MYSQL + "getExceptionInterceptor", "turns one exception into another"),
            Map.entry(MYSQL + "getServerSessionStateController", "announces changes of the session"),
            Map.entry(STATEMENT + "getExceptionInterceptor", "turns one exception into another"),
            Map.entry(STATEMENT + "setAttribute", "an attribute's name and value"));

    private MySqlSurface() {}
}
