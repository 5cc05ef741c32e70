package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of a row that MySQL and MariaDB need again after what they are computed from has been assigned. Each is computed
 * once and kept in a user variable, in front of the first assignment that needs it: both servers carry out the
 * assignments of one table's row from left to right.
 *
 * <p>A variable is taken for the type and the character set that it had when the statement was prepared, whatever it holds
 * by the time it is read. So it is given the bytes of the value's text, is read as bytes, and only these become a value.
 */
final class KeptValues {

    private final Context context;
    private final MappedTable table;
    private final List<Piece> pending = new ArrayList<>();

    KeptValues(Context context, MappedTable table) {
        this.context = context;
        this.table = table;
    }

    /**
     * Keeps a value as a column of a type would have it, and says what reads it.
     *
     * @param type null if it isn't known
     * @param at what to point at if a value of that type can't be kept
     */
    String keep(Piece value, @Nullable String type, Span at) {
        Types.Bytes bytes = bytes(type, at);
        String target = Types.castTarget(context.dialect(), Objects.requireNonNull(type));
        return keep(List.of(Edits.text("CAST("), value, Edits.text(" AS " + target + ")")), bytes);
    }

    /** Keeps what a column holds before it is assigned, and says what reads that. */
    Template keepStored(String physical, String sent, Span at) {
        String key = context.key(physical);
        for (Converted group : table.converted()) {
            Converted.Member member = group.stored(key);
            if (member != null) {
                String read = keep(List.of(Edits.text(sent)), bytes(member.type(), at));
                return member.cast(context.dialect(), Template.text(read));
            }
        }
        throw new IllegalStateException("a column that isn't converted: " + physical);
    }

    private Types.Bytes bytes(@Nullable String type, Span at) {
        Optional<Types.Bytes> bytes = type == null ? Optional.empty() : Types.bytes(context.dialect(), type);
        return bytes.orElseThrow(() -> context.refuse(
                table,
                "a value" + (type == null ? "" : " of type " + type)
                        + " that is needed more than once, and may differ each time or depends on what is assigned:"
                        + " compute it beforehand",
                at));
    }

    private String keep(List<Piece> value, Types.Bytes bytes) {
        String variable = context.newVariable();
        pending.add(Edits.text(", LENGTH(" + variable + " := " + bytes.before()));
        pending.addAll(value);
        pending.add(Edits.text(bytes.behind() + ")"));
        return bytes.read(variable);
    }

    /** A value, with all that is to be kept computed in front of it. */
    List<Piece> before(List<Piece> value) {
        if (pending.isEmpty()) {
            return value;
        }
        // Never zero and never NULL, but neither server can know that without computing the whole.
        List<Piece> pieces = new ArrayList<>(List.of(Edits.text("IF(LENGTH(CONCAT_WS('', 'x'")));
        pieces.addAll(pending);
        pieces.add(Edits.text(")), "));
        pieces.addAll(value);
        pieces.add(Edits.text(", NULL)"));
        pending.clear();
        return pieces;
    }
}
