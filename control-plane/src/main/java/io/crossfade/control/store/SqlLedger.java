package io.crossfade.control.store;

import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/** The ledger in the store's own database. */
final class SqlLedger implements LedgerStore {

    static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS comparison_report (database VARCHAR, instance VARCHAR, started BIGINT NOT NULL,"
                    + " sequence BIGINT NOT NULL, PRIMARY KEY (database, instance))",
            "CREATE TABLE IF NOT EXISTS ledger (migration VARCHAR PRIMARY KEY, document TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS difference (place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " migration VARCHAR NOT NULL, document TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS difference_of ON difference (migration, place)");

    private final SqlStore store;

    SqlLedger(SqlStore store) {
        this.store = store;
    }

    @Override
    public boolean add(String database, String instance, long startedAt, long sequence, List<Addition> additions) {
        return store.writing(() -> {
            boolean known = !store.all(
                            "SELECT sequence FROM comparison_report WHERE database = ? AND instance = ? AND started = ?"
                                    + " AND sequence >= ?",
                            row -> row.getLong(1),
                            database,
                            instance,
                            startedAt,
                            sequence)
                    .isEmpty();
            if (known) {
                return false;
            }
            int unused = store.execute(
                    store.upsert("comparison_report", 2, "database", "instance", "started", "sequence"),
                    database,
                    instance,
                    startedAt,
                    sequence);
            for (Addition addition : additions) {
                add(addition);
            }
            return true;
        });
    }

    private void add(Addition addition) throws SQLException {
        String migration = addition.migration();
        int unused = store.execute(
                store.upsert("ledger", 1, "migration", "document"),
                migration,
                Documents.write(addition.change().apply(read(migration))));
        for (LedgerEntry entry : addition.entries()) {
            int unusedOne = store.execute(
                    "INSERT INTO difference (migration, document) VALUES (?, ?)", migration, Documents.write(entry));
        }
        if (!addition.entries().isEmpty()) {
            int unusedDropped = store.execute(
                    "DELETE FROM difference WHERE migration = ? AND place NOT IN (SELECT place FROM difference"
                            + " WHERE migration = ? ORDER BY place DESC LIMIT " + MOST_ENTRIES + ")",
                    migration,
                    migration);
        }
    }

    @Override
    public void change(String migration, UnaryOperator<Ledger> change) {
        int unused = store.writing(() -> store.execute(
                "UPDATE ledger SET document = ? WHERE migration = ?",
                Documents.write(change.apply(read(migration))),
                migration));
    }

    private Ledger read(String migration) throws SQLException {
        return store.one(
                        "SELECT document FROM ledger WHERE migration = ?",
                        row -> Documents.read(row.getString(1), Ledger.class),
                        migration)
                .orElse(Ledger.EMPTY);
    }

    @Override
    public Ledger ledger(String migration) {
        return store.reading(() -> read(migration));
    }

    @Override
    public List<LedgerEntry> entries(String migration) {
        return store.reading(() -> store.all(
                "SELECT document FROM difference WHERE migration = ? ORDER BY place DESC",
                row -> Documents.read(row.getString(1), LedgerEntry.class),
                migration));
    }

    @Override
    public void forget(String migration) {
        int unused = store.writing(() -> store.execute("DELETE FROM ledger WHERE migration = ?", migration)
                + store.execute("DELETE FROM difference WHERE migration = ?", migration));
    }
}
