package io.crossfade.benchmarks.wrapping;

/** The statements of the benchmarks, on a table that migrates in some of them. */
final class Text {

    static final String SELECT = "SELECT id, name, email, visits, note FROM bench_users WHERE id = ?";
    static final String UPDATE = "UPDATE bench_users SET name = ? WHERE id = ?";

    /** About 200 characters, with the number at its end. */
    static final String NEW =
            "SELECT o.id, o.placed_at, o.total, p.title, p.price FROM bench_orders o JOIN bench_products p"
                    + " ON p.id = o.product_id WHERE o.customer_id = ? AND o.status = 'open' ORDER BY o.placed_at DESC LIMIT ";

    private Text() {}

    static boolean isOfBenchmark(String sql) {
        return sql.contains(" bench_");
    }
}
