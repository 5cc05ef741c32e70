import com.fasterxml.jackson.core.JsonFactory;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import net.bytebuddy.ByteBuddy;
import org.apache.calcite.sql.parser.SqlParser;
import org.slf4j.LoggerFactory;

/** An application that works with its own versions of what the driver has inside, and with the driver. */
public class Neighbour {

    public static void main(String[] args) throws Exception {
        for (Class<?> own : ImmutableList.of(
                SqlParser.class, ImmutableList.class, JsonFactory.class, ByteBuddy.class, Caffeine.class, LoggerFactory.class)) {
            System.out.println("own " + own.getProtectionDomain().getCodeSource().getLocation());
        }
        useOwn();
        try (Connection connection = DriverManager.getConnection(args[0]);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO users (email, name) VALUES ('grace@x', 'Grace')");
            try (ResultSet row = statement.executeQuery("SELECT name FROM users WHERE email = 'grace@x'")) {
                row.next();
                System.out.println("wrote and read " + row.getString("name"));
            }
        }
        useOwn();
        System.out.println("well");
    }

    private static void useOwn() throws Exception {
        SqlParser.create("select a from t").parseQuery();
        new JsonFactory().createParser("{\"a\": 1}").nextToken();
        Caffeine.newBuilder().maximumSize(10).build().put("a", "b");
        LoggerFactory.getLogger("own").info("own");
        Class<?> made = new ByteBuddy()
                .subclass(Object.class)
                .make()
                .load(Neighbour.class.getClassLoader())
                .getLoaded();
        made.getDeclaredConstructor().newInstance();
    }
}
