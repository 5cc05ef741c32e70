package io.crossfade.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection of the delegate. */
@FunctionalInterface
interface Connector {

    Connection open() throws SQLException;
}
