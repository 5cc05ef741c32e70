package io.crossfade.sql;

import io.crossfade.sql.Statement.OrderItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a call while it is read. */
final class CallParts {

    private final List<Name> name;
    private final List<Expr> arguments = new ArrayList<>();
    private final List<OrderItem> orderBy = new ArrayList<>();
    private boolean star;
    private @Nullable Expr filter;
    private Expr.@Nullable Window over;

    CallParts(List<Name> name) {
        this.name = name;
    }

    /** Whether it is one of these functions, by its lower-case name. */
    boolean is(String... functions) {
        return List.of(functions).contains(function());
    }

    boolean startsWith(String prefix) {
        return function().startsWith(prefix);
    }

    private String function() {
        return name.get(0).value().toLowerCase(Locale.ROOT);
    }

    List<Expr> arguments() {
        return arguments;
    }

    List<OrderItem> orderBy() {
        return orderBy;
    }

    void star() {
        star = true;
    }

    void filter(Expr condition) {
        filter = condition;
    }

    void over(Expr.Window window) {
        over = window;
    }

    Expr.Call at(Span span) {
        return new Expr.Call(span, name, star, arguments, orderBy, filter, over);
    }
}
