package io.crossfade.jdbc;

import java.sql.Statement;

/** A statement without a text of its own. */
abstract class WrappedPlainStatement extends WrappedStatement<Statement> {

    WrappedPlainStatement(WrappedConnection owner, Statement delegate) {
        super(owner, delegate);
    }
}
