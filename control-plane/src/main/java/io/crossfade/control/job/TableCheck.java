package io.crossfade.control.job;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether a table is one that a migration can change under running applications. */
final class TableCheck {

    private static final String KIND = """
            SELECT c.relkind, c.relispartition, c.relpersistence = 't' AS temporary,
                   EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent)) AS inherits,
                   pg_has_role(c.relowner, 'USAGE') AS owned, pg_get_userbyid(c.relowner) AS owner, current_user AS me,
                   has_database_privilege(current_database(), 'TEMPORARY') AS temporaries
            FROM pg_class c WHERE c.oid = ?::oid
            """;

    private static final String BEFORE_TRIGGERS =
            "SELECT tgname FROM pg_trigger WHERE tgrelid = ?::oid AND NOT tgisinternal AND tgenabled <> 'D'"
                    + " AND tgtype & 3 = 3 AND tgtype & 20 <> 0 AND NOT EXISTS (SELECT FROM pg_proc p WHERE p.oid = tgfoid"
                    + " AND p.pronamespace = to_regnamespace('crossfade')) ORDER BY tgname";

    private final Session session;
    private final TableFacts table;
    private boolean closed;

    TableCheck(Session session, TableFacts table) {
        this.session = session;
        this.table = table;
    }

    List<String> reasons() throws SQLException {
        List<String> reasons = new ArrayList<>(Rows.one(
                        session.connection(),
                        KIND,
                        row -> kind(
                                row.getString("relkind"),
                                row.getBoolean("relispartition") || row.getBoolean("inherits"),
                                row.getBoolean("owned"),
                                row.getString("owner"),
                                row.getString("me"),
                                row.getBoolean("temporaries")),
                        table.oid())
                .orElse(List.of("table " + table.id() + " was dropped just now")));
        if (table.primaryKey().isEmpty()) {
            reasons.add("table " + table.id() + " has no primary key, by which rows could be copied in chunks;"
                    + " add one first");
        }
        for (String trigger : Rows.all(session.connection(), BEFORE_TRIGGERS, row -> row.getString(1), table.oid())) {
            reasons.add(
                    "trigger '" + trigger + "' runs before each row of " + table.id() + " is written and could change"
                            + " the source behind the driver; drop it, or make it an AFTER trigger");
        }
        return reasons;
    }

    /** Whether the reasons are such that nothing else can be found out about the table. */
    boolean isClosed() {
        return closed;
    }

    private List<String> kind(
            String kind, boolean inherits, boolean owned, String owner, String me, boolean temporaries) {
        List<String> reasons = new ArrayList<>();
        closed = !owned || !temporaries || !kind.equals("r");
        if (!kind.equals("r")) {
            String what =
                    switch (kind) {
                        case "p" -> "a partitioned table";
                        case "v" -> "a view";
                        case "m" -> "a materialized view";
                        default -> "a foreign table";
                    };
            reasons.add(table.id() + " is " + what + "; this version migrates ordinary tables only");
        } else if (inherits) {
            reasons.add("table " + table.id() + " is a partition, or inherits or is inherited from; this version"
                    + " migrates ordinary tables only");
        }
        if (!owned) {
            reasons.add("user '" + me + "' doesn't own table " + table.id() + " and so can't alter it; connect as '"
                    + owner + "', or grant that role: GRANT " + Quoting.name(owner) + " TO " + Quoting.name(me));
        }
        if (!temporaries) {
            reasons.add("user '" + me + "' may not create temporary tables, which PostgreSQL needs to translate"
                    + " definitions; GRANT TEMPORARY ON DATABASE … TO " + Quoting.name(me));
        }
        return reasons;
    }
}
