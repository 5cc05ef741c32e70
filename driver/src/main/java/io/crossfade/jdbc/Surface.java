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
 * as harmless with the reason. What a later JDK or driver adds is refused until somebody has looked at it. Most of what is
 * refused is forwarded as long as nothing migrates, at the price that {@link Session#bypass} tells.
 */
final class Surface {

    /** What is refused once anything migrates, with the way out. */
    private static final Map<String, String> REFUSED = both(PostgresSurface.REFUSED, MySqlSurface.REFUSED);

    /** What passes although it takes a text or hands out an object. */
    private static final Map<String, String> JDBC = Map.ofEntries(
            Map.entry("java.sql.Connection.nativeSQL", "answers the text, which is planned when it comes back"),
            Map.entry("java.sql.Connection.getCatalog", "answers a name"),
            Map.entry("java.sql.Connection.setSavepoint", "a name, quoted by the driver"),
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
            Map.entry("java.sql.DatabaseMetaData.supportsConvert", "answers yes or no"));

    private static final Map<String, String> HARMLESS =
            both(JDBC, both(PostgresSurface.HARMLESS, MySqlSurface.HARMLESS));

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

    /** Why a method is refused whatever migrates: without the wrapper, the session's state can't be known. */
    static Optional<String> refusalAlways(Method method) {
        String key = key(method);
        String known = MySqlSurface.REFUSED_ALWAYS.get(key);
        if (known == null
                && MySqlSurface.INTERNAL.contains(method.getDeclaringClass().getName())) {
            known = MySqlSurface.FOR_THE_DRIVER;
        }
        return Optional.ofNullable(known).map(reason -> "Crossfade refuses " + key + ": " + reason);
    }

    /** Why a method is refused once anything migrates; empty if it may always be forwarded. */
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
            case PostgresSurface.PG + "getCopyAPI" ->
                Optional.of(declared(WrappedConnection.class, "copyApi", Object.class));
            case PostgresSurface.PG + "createArrayOf" ->
                Optional.of(declared(WrappedConnection.class, "array", java.sql.Array.class));
            default -> Optional.empty();
        };
    }

    /** Whether the method takes a text or hands out an object that may lead past the wrappers. */
    static boolean needsReview(Method method) {
        for (Class<?> parameter : method.getParameterTypes()) {
            if (parameter == String.class
                    || parameter == String[].class
                    || parameter.getName().startsWith("org.postgresql.core.")
                    || parameter.getName().startsWith("com.mysql.cj.")) {
                return true;
            }
        }
        return !returnsValue(method);
    }

    /** Whether wrappers have an interface of their delegate's. Some are only there for the delegate itself. */
    static boolean isShown(Class<?> type) {
        String name = type.getName();
        return !name.startsWith("org.mariadb.")
                && (!name.startsWith("com.mysql.") || MySqlSurface.SHOWN.contains(name));
    }

    /** Listed as harmless, or guarded. */
    static boolean isHarmless(Method method) {
        return HARMLESS.containsKey(key(method))
                || MySqlSurface.INTERNAL.contains(method.getDeclaringClass().getName())
                || guard(method).isPresent()
                || isLabelled(method)
                || (method.getDeclaringClass() == DatabaseMetaData.class && returnsValue(method));
    }

    static Set<String> reviewed() {
        java.util.Set<String> all = new java.util.TreeSet<>(HARMLESS.keySet());
        all.addAll(REFUSED.keySet());
        all.addAll(MySqlSurface.REFUSED_ALWAYS.keySet());
        return all;
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        Map<String, String> all = new java.util.HashMap<>(one);
        all.putAll(other);
        return Map.copyOf(all);
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
                && method.getDeclaringClass() != java.sql.CallableStatement.class
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
