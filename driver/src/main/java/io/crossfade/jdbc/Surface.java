package io.crossfade.jdbc;

import java.lang.reflect.Method;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reviewed table of all methods through which something could pass by the planner: those that take a text and those
 * that hand out an object of JDBC's or of the vendor's. Each is said by hand in a wrapper, refused here, or listed here
 * as harmless with the reason. What a later JDK or driver adds is refused until somebody has looked at it.
 */
final class Surface {

    private static final String PG = "org.postgresql.PGConnection.";
    private static final String PG_BASE = "org.postgresql.core.BaseConnection.";
    private static final String PG_STATEMENT = "org.postgresql.core.BaseStatement.";

    private static final String USE_STATEMENT = "it sends SQL past the planner; use a Statement";
    private static final String USE_COPY_API = "it sends anything past the planner; for COPY use getCopyAPI()";

    /** What is refused, with the way out. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry(PG_BASE + "execSQLQuery", USE_STATEMENT),
            Map.entry(PG_BASE + "execSQLUpdate", USE_STATEMENT),
            Map.entry(PG_BASE + "createQuery", USE_STATEMENT),
            Map.entry(PG_BASE + "getQueryExecutor", USE_COPY_API),
            Map.entry(PG_BASE + "getReplicationProtocol", "it shows rows as they are stored; use a direct connection"),
            Map.entry(PG + "getReplicationAPI", "it shows rows as they are stored; use a direct connection"),
            Map.entry(PG_STATEMENT + "executeWithFlags", USE_STATEMENT),
            Map.entry(PG_STATEMENT + "createDriverResultSet", "its rows lead past the wrapper; use a query"),
            Map.entry(PG_STATEMENT + "createResultSet", "its rows lead past the wrapper; use a query"));

    /** What passes although it takes a text or hands out an object. */
    private static final Map<String, String> HARMLESS = Map.ofEntries(
            Map.entry("java.sql.Connection.nativeSQL", "answers the text, which is planned when it comes back"),
            Map.entry("java.sql.Connection.setCatalog", "a name; PostgreSQL's driver ignores it"),
            Map.entry("java.sql.Connection.getCatalog", "answers a name"),
            Map.entry("java.sql.Connection.setSavepoint", "a name, quoted by the driver"),
            Map.entry("java.sql.Connection.setClientInfo", "a setting's name and value"),
            Map.entry("java.sql.Connection.getClientInfo", "a setting's name"),
            Map.entry("java.sql.Connection.createStruct", "a type's name; a value without a way to the connection"),
            Map.entry("java.sql.Statement.setCursorName", "a name; updates through it name their table"),
            Map.entry("java.sql.Statement.enquoteLiteral", "answers a text"),
            Map.entry("java.sql.Statement.enquoteIdentifier", "answers a text"),
            Map.entry("java.sql.Statement.enquoteNCharLiteral", "answers a text"),
            Map.entry("java.sql.Statement.isSimpleIdentifier", "answers yes or no"),
            Map.entry("java.sql.Connection.enquoteLiteral", "answers a text"),
            Map.entry("java.sql.Connection.enquoteIdentifier", "answers a text"),
            Map.entry("java.sql.Connection.enquoteNCharLiteral", "answers a text"),
            Map.entry("java.sql.Connection.isSimpleIdentifier", "answers yes or no"),
            Map.entry("java.sql.CallableStatement.registerOutParameter", "a parameter's name or type"),
            Map.entry("java.sql.ResultSet.findColumn", "a label"),
            Map.entry("java.sql.Array.getArray", "the elements, which are values"),
            Map.entry("java.sql.DatabaseMetaData.supportsConvert", "answers yes or no"),
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

    private static final Set<Class<?>> TEXTS_ARE_LABELS = Set.of(ResultSet.class, java.sql.CallableStatement.class);

    /** Classes of java.sql whose objects are values: none of them leads to a connection. */
    private static final Set<Class<?>> SQL_VALUES = Set.of(
            java.sql.Date.class,
            java.sql.Time.class,
            java.sql.Timestamp.class,
            java.sql.Blob.class,
            java.sql.Clob.class,
            java.sql.NClob.class,
            java.sql.SQLXML.class,
            java.sql.Ref.class,
            java.sql.RowId.class,
            java.sql.Savepoint.class,
            java.sql.SQLWarning.class,
            java.sql.RowIdLifetime.class);

    private Surface() {}

    /** Why a method is refused; empty if it may be forwarded. */
    static Optional<String> refusal(Method method) {
        String key = key(method);
        String known = REFUSED.get(key);
        if (known != null) {
            return Optional.of("Crossfade refuses " + key + ": " + known);
        }
        if (isSetter(method) || (needsReview(method) && !isHarmless(method))) {
            return Optional.of("Crossfade refuses " + key + ": this version doesn't know it");
        }
        return Optional.empty();
    }

    /** The method of the wrapper that gets what this one answers before the application does. */
    static Optional<Method> guard(Method method) {
        if (method.getDeclaringClass() == DatabaseMetaData.class && method.getReturnType() == ResultSet.class) {
            return Optional.of(declared(WrappedDatabaseMetaData.class, "rows", ResultSet.class));
        }
        return switch (key(method)) {
            case PG + "getCopyAPI" -> Optional.of(declared(WrappedConnection.class, "copyApi", Object.class));
            case PG + "createArrayOf" -> Optional.of(declared(WrappedConnection.class, "array", java.sql.Array.class));
            default -> Optional.empty();
        };
    }

    /** Whether the method takes a text or hands out an object that may lead past the wrappers. */
    static boolean needsReview(Method method) {
        for (Class<?> parameter : method.getParameterTypes()) {
            if (parameter == String.class
                    || parameter == String[].class
                    || parameter.getName().startsWith("org.postgresql.core.")) {
                return true;
            }
        }
        return !returnsValue(method);
    }

    /** Listed as harmless, or guarded. */
    static boolean isHarmless(Method method) {
        return HARMLESS.containsKey(key(method))
                || guard(method).isPresent()
                || isLabelled(method)
                || (method.getDeclaringClass() == DatabaseMetaData.class && returnsValue(method));
    }

    static Set<String> reviewed() {
        java.util.Set<String> all = new java.util.TreeSet<>(HARMLESS.keySet());
        all.addAll(REFUSED.keySet());
        return all;
    }

    static SQLException refused(String message) {
        return SqlState.BYPASS.exception(message);
    }

    static RuntimeException refusedUnchecked(String message) {
        return new UnsupportedOperationException(message, SqlState.BYPASS.exception(message));
    }

    static String key(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }

    /** A setter that no handwritten code fans out. */
    private static boolean isSetter(Method method) {
        return PreparedStatement.class.isAssignableFrom(method.getDeclaringClass())
                && method.getDeclaringClass() == PreparedStatement.class
                && method.getName().startsWith("set")
                && method.getParameterCount() >= 2
                && method.getParameterTypes()[0] == int.class;
    }

    /** Getters and setters of one column or one parameter, by its label. */
    private static boolean isLabelled(Method method) {
        String name = method.getName();
        return TEXTS_ARE_LABELS.contains(method.getDeclaringClass())
                && (name.startsWith("get") || name.startsWith("set") || name.startsWith("update"))
                && returnsValue(method);
    }

    private static boolean returnsValue(Method method) {
        Class<?> result = method.getReturnType();
        boolean ofTheJdk = result.getName().startsWith("java.")
                && !result.getName().startsWith("java.sql.")
                && result != Object.class;
        return result.isPrimitive()
                || (result.isArray() && result.getComponentType().isPrimitive())
                || ofTheJdk
                || SQL_VALUES.contains(result);
    }

    private static Method declared(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getDeclaredMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
