package io.crossfade.jdbc;

import io.crossfade.rewrite.KeyRequest;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which of JDBC's forms generated keys are asked for.
 *
 * @param flag one of {@link Statement}'s constants, where names and indexes are null
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the delegate as it came
record KeyForm(int flag, String @Nullable [] names, int @Nullable [] indexes) {

    static final KeyForm NONE = new KeyForm(Statement.NO_GENERATED_KEYS, null, null);

    static KeyForm of(int flag) {
        return new KeyForm(flag, null, null);
    }

    static KeyForm of(String @Nullable [] names) {
        return new KeyForm(Statement.NO_GENERATED_KEYS, names == null ? null : names.clone(), null);
    }

    static KeyForm of(int @Nullable [] indexes) {
        return new KeyForm(Statement.NO_GENERATED_KEYS, null, indexes == null ? null : indexes.clone());
    }

    /**
     * What the planner has to see to. Indexes count physical columns, so only an untouched text may ask by them; MySQL's and MariaDB's drivers take no
     * notice of names and indexes.
     */
    KeyRequest request() {
        if (names != null) {
            return KeyRequest.of(List.of(names));
        }
        return flag == Statement.RETURN_GENERATED_KEYS ? KeyRequest.ALL : KeyRequest.NONE;
    }

    void check(Planned planned) throws SQLException {
        if (indexes != null
                && indexes.length > 0
                && planned.plan().isTouched()
                && !planned.dialect().isMySql()) {
            throw SqlState.REFUSED.exception("Crossfade refuses to return generated keys by column index "
                    + Arrays.toString(indexes) + " from a table under migration "
                    + String.join(", ", planned.plan().touched()) + ": name the columns instead");
        }
    }

    boolean byNames(Planned planned) {
        return names != null && !planned.plan().returnsKeys();
    }

    boolean byIndexes() {
        return indexes != null;
    }

    /** Whether the application doesn't speak of keys, nor does the plan; to some drivers that isn't the same as none. */
    @SuppressWarnings("ReferenceEquality")
    boolean isPlain(int flagged) {
        return this == NONE && flagged == Statement.NO_GENERATED_KEYS;
    }

    int flagFor(Planned planned) {
        return planned.plan().returnsKeys() ? Statement.RETURN_GENERATED_KEYS : flag;
    }
}
