package io.crossfade.rewrite;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.CopyName;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog.Column;
import io.crossfade.rewrite.Catalog.Relation;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The database of the examples: {@code users.name} on its way to {@code users.full_name}. */
final class Shop {

    static final String MIGRATION = "users-full-name";
    private static final List<String> PATH = List.of("pg_catalog", "public");

    private Shop() {}

    static Planner planner(Phase phase, boolean adopted) {
        return planner(phase, adopted, 100);
    }

    static Planner planner(Phase phase, boolean adopted, int targetPercent) {
        Migration migration = new Migration(
                MIGRATION,
                new TableId("public", "users"),
                List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                phase,
                phase.readsByPercentage() ? targetPercent : 0);
        Set<String> shapes = adopted ? Set.of(MIGRATION) : Set.of();
        return new Planner(
                Dialect.POSTGRESQL, new Snapshot("shop", 1, List.of(migration)), catalog(phase), shapes, PATH, 0);
    }

    private static Catalog catalog(Phase phase) {
        List<Column> users = new ArrayList<>(List.of(new Column("id", "bigint", 1)));
        if (phase != Phase.COMPLETE) {
            users.add(new Column("name", "text", 2));
        }
        users.add(new Column("email", "text", 3));
        users.add(new Column("full_name", "text", 4));
        // As the jobs name it: where reads have switched, the original has been dropped.
        String unique = phase == Phase.SWITCH_READS || phase == Phase.TARGET_ONLY
                ? CopyName.of("users_name_key")
                : "users_name_key";
        Map<List<String>, Relation> relations = Map.of(
                List.of("public", "users"),
                new Relation(
                        "public",
                        "users",
                        users,
                        Map.of(
                                "users_pkey",
                                List.of("id"),
                                unique,
                                List.of(phase == Phase.COMPLETE ? "full_name" : "name"))),
                List.of("public", "accounts"),
                relation("accounts", "id", "user_id", "full_name", "name", "balance"),
                List.of("public", "orders"),
                relation("orders", "id", "user_id", "total"),
                List.of("public", "contacts"),
                relation("contacts", "name", "phone", "full_name"));
        return (schema, name) -> Optional.ofNullable(relations.get(List.of(schema, name)));
    }

    private static Relation relation(String name, String... columns) {
        List<Column> list = new ArrayList<>();
        for (String column : columns) {
            list.add(new Column(column, "text", list.size() + 1));
        }
        return new Relation("public", name, list, Map.of());
    }
}
