import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A program by somebody who has only the jar and the URL. It runs until its standard input ends. */
public class Stranger {

    public static void main(String[] args) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setMaximumPoolSize(4);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection kept = pool.getConnection();
                PreparedStatement keptSelect = kept.prepareStatement(
                        "SELECT k.\"Vor Name\", k.* FROM \"Sales\".\"Kunden\" AS k WHERE k.\"Nr\" = ?")) {
            kept.createStatement().execute("SET search_path = \"Sales\", public");
            int round = 0;
            while (System.in.available() == 0) {
                round++;
                round(pool, keptSelect, round);
                if (round % 20 == 0) {
                    System.out.println("round " + round);
                }
                Thread.sleep(5);
            }
            System.out.println("well after " + round);
        }
    }

    private static void round(HikariDataSource pool, PreparedStatement keptSelect, int round) throws SQLException {
        String name = "Kunde \"" + round + "\" d'Or";
        long nr;
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO \"Sales\".\"Kunden\" (\"Vor Name\", \"PLZ\") VALUES (?, ?)",
                    Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, name);
                insert.setString(2, "10115");
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    keys.next();
                    nr = keys.getLong("Nr");
                    same(name, keys.getString("Vor Name"));
                }
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE \"Sales\".\"Kunden\" SET \"Vor Name\" = upper(\"Vor Name\"), \"PLZ\" = ? WHERE \"Vor Name\" = ?")) {
                update.setString(1, "10117");
                update.setString(2, name);
                same(1, update.executeUpdate());
            }
            connection.commit();
        }
        keptSelect.setLong(1, nr);
        try (ResultSet row = keptSelect.executeQuery()) {
            row.next();
            same(name.toUpperCase(), row.getString(1));
            same(4, row.getMetaData().getColumnCount());
            same("Vor Name", row.getMetaData().getColumnLabel(3));
            same(name.toUpperCase(), row.getString(3));
        }
        try (Connection connection = pool.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM \"Sales\".\"Kunden\" k USING (SELECT ? AS gone) g WHERE k.\"Vor Name\" = g.gone"
                                + " AND k.\"Nr\" % 2 = 0 RETURNING k.\"Vor Name\"")) {
            delete.setString(1, name.toUpperCase());
            try (ResultSet row = delete.executeQuery()) {
                same(nr % 2 == 0, row.next());
            }
        }
    }

    private static void same(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("expected " + expected + ", got " + actual);
        }
    }
}
