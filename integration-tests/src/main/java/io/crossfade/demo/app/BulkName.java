package io.crossfade.demo.app;

/** The names of the rows that were there from the start: they follow from the key, so that anybody can check them. */
public final class BulkName {

    /** The same in SQL, over the column {@code g}. */
    public static final String SQL = "'Customer ' || (g * 7919) % 1000003 || ' of ' || g";

    private BulkName() {}

    static String of(long id) {
        return "Customer " + id * 7919 % 1_000_003 + " of " + id;
    }
}
