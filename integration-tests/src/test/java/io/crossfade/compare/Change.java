package io.crossfade.compare;

import java.util.List;

/** A step from one look of the database to the next, for one renamed column. */
enum Change {
    ADD_TARGET {
        @Override
        String sql(MappedColumn c) {
            return "ALTER TABLE %1$s ADD COLUMN %3$s %4$s;".formatted(c.args())
                    + (c.defaultValue().isEmpty()
                            ? ""
                            : "ALTER TABLE %1$s ALTER COLUMN %3$s SET DEFAULT %5$s;".formatted(c.args()));
        }
    },
    FILL_HALF {
        @Override
        String sql(MappedColumn c) {
            return "UPDATE %1$s SET %3$s = %2$s WHERE id %% 2 = 0;".formatted(c.args());
        }
    },
    FILL_ALL {
        @Override
        String sql(MappedColumn c) {
            return "UPDATE %1$s SET %3$s = %2$s;".formatted(c.args());
        }
    },
    ADD_UNIQUE {
        @Override
        String sql(MappedColumn c) {
            return c.unique() ? "ALTER TABLE %1$s ADD UNIQUE (%3$s);".formatted(c.args()) : "";
        }
    },
    PREPARE {
        @Override
        String sql(MappedColumn c) {
            return (c.notNull() ? "ALTER TABLE %1$s ALTER COLUMN %3$s SET NOT NULL;".formatted(c.args()) : "")
                    + "ALTER TABLE %1$s ALTER COLUMN %2$s DROP NOT NULL;".formatted(c.args());
        }
    },
    /** Nobody writes the source any more: whoever reads it gets nothing. */
    FORGET_SOURCE {
        @Override
        String sql(MappedColumn c) {
            return "UPDATE %1$s SET %2$s = NULL;".formatted(c.args());
        }
    },
    DROP_SOURCE {
        @Override
        String sql(MappedColumn c) {
            return "ALTER TABLE %1$s DROP COLUMN %2$s CASCADE;".formatted(c.args());
        }
    },
    /** The target shape of a plain database. */
    RENAME {
        @Override
        String sql(MappedColumn c) {
            return "ALTER TABLE %1$s RENAME COLUMN %2$s TO %3$s;".formatted(c.args());
        }
    };

    static final List<Change> ALL_WITH_STALE_SOURCE = List.of(ADD_TARGET, FILL_ALL, ADD_UNIQUE, PREPARE, FORGET_SOURCE);

    static final List<Change> ALL = List.of(ADD_TARGET, FILL_ALL, ADD_UNIQUE, PREPARE, DROP_SOURCE);

    abstract String sql(MappedColumn column);
}
