package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcPreparedStatement;
import com.mysql.cj.jdbc.JdbcStatement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGRefCursorResultSet;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;

/** No method of this JDK and of this driver has been forgotten. */
class SurfaceTest {

    private static final Map<Class<?>, List<Class<?>>> HANDWRITTEN = Map.of(
            WrappedConnection.class,
                    List.of(Connection.class, PGConnection.class, BaseConnection.class, JdbcConnection.class),
            WrappedPlainStatement.class, List.of(Statement.class, BaseStatement.class, JdbcStatement.class),
            WrappedPreparedStatement.class,
                    List.of(PreparedStatement.class, BaseStatement.class, JdbcPreparedStatement.class),
            WrappedCallableStatement.class,
                    List.of(CallableStatement.class, BaseStatement.class, JdbcPreparedStatement.class),
            WrappedResultSet.class, List.of(ResultSet.class, PGRefCursorResultSet.class),
            WrappedArray.class, List.of(Array.class),
            WrappedDatabaseMetaData.class, List.of(DatabaseMetaData.class),
            WrappedResultSetMetaData.class, List.of(ResultSetMetaData.class, PGResultSetMetaData.class));

    @Test
    void everyMethodThatNeedsReviewHasHadIt() {
        Set<String> forgotten = new TreeSet<>();
        HANDWRITTEN.forEach((base, interfaces) -> open(base, interfaces)
                .filter(method -> Surface.needsReview(method) && !Surface.isHarmless(method))
                .map(Surface::key)
                .filter(key -> !Surface.reviewed().contains(key))
                .forEach(key -> forgotten.add(key + " in " + base.getSimpleName())));
        assertThat(forgotten).isEmpty();
    }

    @Test
    void everySetterOfAParameterIsWrittenByHand() {
        List<String> forgotten = Arrays.stream(PreparedStatement.class.getMethods())
                .filter(method -> method.getDeclaringClass() == PreparedStatement.class
                        && method.getName().startsWith("set")
                        && !WrapperClass.saidByHand(WrappedPreparedStatement.class, method))
                .map(Method::toString)
                .toList();
        assertThat(forgotten).isEmpty();
    }

    @Test
    void theTableNamesOnlyMethodsThatAreStillOpen() {
        Set<String> open = new TreeSet<>();
        HANDWRITTEN.forEach(
                (base, interfaces) -> open(base, interfaces).map(Surface::key).forEach(open::add));
        Set<String> stale = new TreeSet<>(Surface.reviewed());
        stale.removeAll(open);
        // Some methods have moved between interfaces from one JDK to the next.
        stale.removeIf(key -> key.matches("java.sql.(Connection|Statement).(enquote.*|isSimpleIdentifier)"));
        assertThat(stale).isEmpty();
    }

    @Test
    void aMethodNobodyHasSeenIsRefused() throws NoSuchMethodException {
        assertThat(Surface.refusal(Later.class.getMethod("runSql", String.class)))
                .isPresent();
        assertThat(Surface.refusal(Later.class.getMethod("statement"))).isPresent();
        assertThat(Surface.refusal(Later.class.getMethod("count"))).isEmpty();
    }

    /** What a later version might add. */
    private interface Later {
        void runSql(String sql);

        Statement statement();

        int count();
    }

    private static Stream<Method> open(Class<?> base, List<Class<?>> interfaces) {
        return interfaces.stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !WrapperClass.saidByHand(base, method));
    }
}
