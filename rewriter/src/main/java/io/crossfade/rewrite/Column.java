package io.crossfade.rewrite;

import io.crossfade.rewrite.Converted.Member;
import io.crossfade.sql.Dialect;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A column that a name in a statement can mean.
 *
 * @param key what its name has in common with every other way to write it
 * @param name its name for the application
 * @param read what the database is to be sent for it
 * @param migrating whether it belongs to a migration
 * @param loose whose value needn't be NULL in a row that an outer join has made up; null if it surely is
 */
record Column(
        String key,
        String name,
        Template read,
        boolean migrating,
        @Nullable Member loose) {

    /** A column that the database has under some name. */
    Column(String key, String name, Template read, boolean migrating) {
        this(key, name, read, migrating, null);
    }

    /**
     * The same on the side of an outer join whose rows may be missing.
     *
     * @param neverNull a column in the database that has a value in every row
     */
    Column optional(String neverNull, Dialect dialect) {
        if (loose == null) {
            return this;
        }
        Template guarded = Template.text("CASE WHEN ")
                .then(Template.column(neverNull))
                .then(read.between(" IS NOT NULL THEN ", " END"));
        return new Column(key, name, loose.cast(dialect, guarded), migrating);
    }

    static Column plain(String key, String name) {
        return new Column(key, name, Template.column(name), false);
    }

    /** The column of a subquery that shows the table in the application's shape. */
    Column shown() {
        return new Column(key, name, Template.column(name), migrating);
    }

    /** Whether the database has it under this name. */
    boolean isSentAs(String physical) {
        return isPhysical() && physical().equals(physical);
    }

    /** Whether it is a column of the database too, and not computed from others. */
    boolean isPhysical() {
        return read.parts().size() == 1 && read.parts().get(0) instanceof Template.Part.Column;
    }

    String physical() {
        return ((Template.Part.Column) read.parts().get(0)).physical();
    }

    /** What to send for it. */
    String text(UnaryOperator<String> columns) {
        return read.render(columns);
    }
}
