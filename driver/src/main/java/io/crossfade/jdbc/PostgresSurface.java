package io.crossfade.jdbc;

import java.util.Map;

/** PostgreSQL's own methods, reviewed. */
final class PostgresSurface {

    static final String PG = "org.postgresql.PGConnection.";
    private static final String PG_BASE = "org.postgresql.core.BaseConnection.";
    private static final String PG_STATEMENT = "org.postgresql.core.BaseStatement.";

    private static final String USE_STATEMENT = "it sends SQL past the planner; use a Statement";
    private static final String USE_COPY_API = "it sends anything past the planner; for COPY use getCopyAPI()";

    static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry(PG_BASE + "execSQLQuery", USE_STATEMENT),
            Map.entry(PG_BASE + "execSQLUpdate", USE_STATEMENT),
            Map.entry(PG_BASE + "createQuery", USE_STATEMENT),
            Map.entry(PG_BASE + "getQueryExecutor", USE_COPY_API),
            Map.entry(PG_BASE + "getReplicationProtocol", "it shows rows as they are stored; use a direct connection"),
            Map.entry(PG + "getReplicationAPI", "it shows rows as they are stored; use a direct connection"),
            Map.entry(PG_STATEMENT + "executeWithFlags", USE_STATEMENT),
            Map.entry(PG_STATEMENT + "createDriverResultSet", "its rows lead past the wrapper; use a query"),
            Map.entry(PG_STATEMENT + "createResultSet", "its rows lead past the wrapper; use a query"));

    static final Map<String, String> HARMLESS = Map.ofEntries(
            Map.entry(PG + "addDataType", "names of a type and of the class its values are read as"),
            Map.entry(PG + "escapeIdentifier", "answers a text"),
            Map.entry(PG + "escapeLiteral", "answers a text"),
            Map.entry(PG + "getParameterStatus", "a setting's name"),
            Map.entry(PG + "alterUserPassword", "sends ALTER USER, which no migration touches"),
            Map.entry(PG + "getNotifications", "messages"),
            Map.entry(PG + "getLargeObjectAPI", "large objects are in no table that can migrate"),
            Map.entry(PG + "getFastpathAPI", "calls a function by its id, like a SELECT of it"),
            Map.entry(PG + "getPreferQueryMode", "answers a setting"),
            Map.entry(PG + "getAutosave", "answers a setting"),
            Map.entry(PG + "setAutosave", "a setting"),
            Map.entry(PG_BASE + "getObject", "a value as text or bytes, read as a type"),
            Map.entry(PG_BASE + "haveMinimumServerVersion", "answers yes or no"),
            Map.entry(PG_BASE + "getEncoding", "how texts are sent"),
            Map.entry(PG_BASE + "getTypeInfo", "what types there are"),
            Map.entry(PG_BASE + "encodeString", "answers bytes"),
            Map.entry(PG_BASE + "escapeString", "answers a text"),
            Map.entry(PG_BASE + "getTimestampUtils", "how dates are read"),
            Map.entry(PG_BASE + "getTransactionState", "answers a state"),
            Map.entry(PG_BASE + "getFieldMetadataCache", "what the driver knows of columns"),
            Map.entry(PG_BASE + "getXmlFactoryFactory", "how XML is read"));

    private PostgresSurface() {}
}
