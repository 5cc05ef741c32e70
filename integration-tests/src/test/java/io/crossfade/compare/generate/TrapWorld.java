package io.crossfade.compare.generate;

import io.crossfade.compare.generate.World.Added;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Convert;
import io.crossfade.compare.generate.World.Move;
import io.crossfade.compare.generate.World.Rename;
import io.crossfade.compare.generate.World.Retired;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.processes.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A world made by hand, with something of everything: columns that are renamed (one unique, one that pads or cuts, one
 * with a default), change their type under their name, are split, are merged
 * and go; a table that shares names with them and
 * migrates itself; and one that doesn't migrate, of the same form as that one.
 */
final class TrapWorld {

    private final Product product;

    private TrapWorld(Product product) {
        this.product = product;
    }

    static World of(Product product) {
        return new TrapWorld(product).world();
    }

    private World world() {
        return new World(
                product,
                List.of(users(), orders(), archive(), tickets(), kinds()),
                List.of(usersMove(), ordersMove(), ticketsMove(), kindsMove()));
    }

    private static Table users() {
        return new Table(
                "users",
                List.of(
                        new Column("id", Type.BIGINT, false, true, null, Domain.ANY),
                        column("email", Type.TEXT, null),
                        column("name", Type.TEXT, "'nobody'"),
                        new Column("login", Type.VARCHAR, false, false, null, Domain.ANY),
                        column("code", Type.CHAR, null),
                        column("price", Type.DECIMAL, "1.50"),
                        required("person", "'Nobody Known'"),
                        required("street", "'Main'"),
                        required("town", "'Rome'"),
                        column("status", Type.TEXT, "'new'"),
                        column("visits", Type.INTEGER, "0"),
                        column("seen", Type.TIMESTAMP, null),
                        new Column("origin", Type.VARCHAR, false, false, "'none'", Domain.NONE)),
                "id",
                List.of("email", "login"),
                List.of(
                        user("1", "'ada@x'", "'Ada'", "'ada'", "'ab'", "12.50", "'Ada Byron'", "'Elm' , 'Bern'", "7"),
                        user("2", "'bob@x'", "'Bob'", "'bob'", "'abcd'", "0.00", "'Bob Dole'", "'Oak' , 'Oslo'", "0"),
                        user("3", "'eve@x'", "'Ada'", "'eve'", "NULL", "NULL", "'Zoë K'", "'Elm' , 'Rome'", "NULL"),
                        user("4", "NULL", "NULL", "'kim'", "'x'", "-2.25", "'Bob Dole'", "'Ash' , 'Bern'", "3"),
                        user("5", "'zoe@x'", "'name'", "'zoe'", "'ab'", "12.50", "'Zoë K'", "'Oak' , 'Bern'", "1")));
    }

    /** @param place street and town */
    private static List<String> user(
            String id,
            String email,
            String name,
            String login,
            String code,
            String price,
            String person,
            String place,
            String visits) {
        String[] streetAndTown = place.split(" , ");
        return List.of(
                id,
                email,
                name,
                login,
                code,
                price,
                person,
                streetAndTown[0],
                streetAndTown[1],
                "'active'",
                visits,
                "TIMESTAMP '2026-01-02 03:04:05'",
                "'none'");
    }

    private static Table orders() {
        return new Table(
                "orders",
                orderColumns("name", true),
                "id",
                List.of(),
                List.of(
                        List.of("10", "1", "'Ada'", "'first'", "10.00"),
                        List.of("11", "1", "'pen'", "'second'", "20.50"),
                        List.of("12", "2", "'Bob'", "NULL", "0.00"),
                        List.of("13", "9", "NULL", "'lost'", "-1.00")));
    }

    private static Table archive() {
        return new Table(
                "archive",
                orderColumns("full_name", false),
                "id",
                List.of(),
                List.of(List.of("10", "1", "'Ada'", "'first'", "10.00"), List.of("90", "4", "'Zoë'", "NULL", "1.00")));
    }

    /** Each row has a token that is made while it is inserted. */
    private Table tickets() {
        String token = product == Product.POSTGRESQL ? "gen_random_uuid()::text" : "(uuid())";
        return new Table(
                "tickets",
                List.of(
                        new Column("id", Type.BIGINT, false, true, null, Domain.ANY),
                        column("token", Type.TEXT, token),
                        column("note", Type.TEXT, null),
                        column("short", Type.VARCHAR, null)),
                "id",
                List.of(),
                List.of(List.of("1", "'t1'", "'one'", "'s'"), List.of("2", "'t2'", "NULL", "NULL")));
    }

    /** Each row needs a number. */
    private static Table kinds() {
        return new Table(
                "kinds",
                List.of(
                        new Column("id", Type.BIGINT, false, false, null, Domain.ANY),
                        new Column("rank_of", Type.INTEGER, false, false, null, Domain.ANY)),
                "id",
                List.of(),
                List.of(List.of("1", "7")));
    }

    private static List<Column> orderColumns(String name, boolean numbered) {
        return List.of(
                new Column("id", Type.BIGINT, false, numbered, null, Domain.ANY),
                column("user_id", Type.BIGINT, null),
                column(name, Type.TEXT, null),
                column("note", Type.TEXT, null),
                column("total", Type.DECIMAL, null));
    }

    private static Column column(String name, Type type, @Nullable String defaultValue) {
        return new Column(name, type, true, false, defaultValue, Domain.ANY);
    }

    private static Column required(String name, String defaultValue) {
        return new Column(name, Type.TEXT, false, false, defaultValue, Domain.ANY);
    }

    private Move usersMove() {
        return new Move(
                "move-0",
                "users",
                List.of(
                        new Rename("name", "full_name"),
                        new Rename("login", "account"),
                        new Rename("code", "tag"),
                        new Rename("seen", "seen_at")),
                List.of(
                        new Convert(
                                List.of(new Retired(
                                        "price",
                                        product == Product.POSTGRESQL ? "price_new / 100.0" : "price_new / 100")),
                                List.of(new Added(column("price", Type.BIGINT, "150"), "price_new", "price * 100"))),
                        new Convert(
                                List.of(new Retired("person", joined("first_name", "last_name"))),
                                List.of(
                                        added(required("first_name", "'Nobody'"), part("person", 1)),
                                        added(required("last_name", "'Known'"), part("person", 2)))),
                        new Convert(
                                List.of(
                                        new Retired("street", part("address", 1)),
                                        new Retired("town", part("address", 2))),
                                List.of(added(required("address", "'Main Rome'"), joined("street", "town")))),
                        new Convert(List.of(new Retired("origin", "'none'")), List.of())));
    }

    private static Move ordersMove() {
        return new Move("move-1", "orders", List.of(new Rename("note", "remark")), List.of());
    }

    private Move ticketsMove() {
        return new Move(
                "move-2",
                "tickets",
                List.of(new Rename("token", "code")),
                List.of(new Convert(
                        List.of(new Retired("short", "brief")),
                        List.of(added(column("brief", Type.VARCHAR, null), "short")))));
    }

    private static Move kindsMove() {
        return new Move(
                "move-3",
                "kinds",
                List.of(),
                List.of(new Convert(
                        List.of(new Retired("rank_of", "place_of")),
                        List.of(added(
                                new Column("place_of", Type.BIGINT, false, false, null, Domain.ANY), "rank_of")))));
    }

    private static Added added(Column column, String up) {
        return new Added(column, column.name(), up);
    }

    private String joined(String first, String last) {
        return product == Product.POSTGRESQL
                ? first + " || ' ' || " + last
                : "concat(" + first + ", ' ', " + last + ")";
    }

    private String part(String whole, int number) {
        return product == Product.POSTGRESQL
                ? "split_part(" + whole + ", ' ', " + number + ")"
                : "substring_index(" + whole + ", ' ', " + (number == 1 ? 1 : -1) + ")";
    }
}
