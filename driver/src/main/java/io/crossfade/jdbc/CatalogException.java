package io.crossfade.jdbc;

import java.sql.SQLException;

/** The database's catalog couldn't be read. */
final class CatalogException extends RuntimeException {

    CatalogException(SQLException cause) {
        super("the catalog can't be read, which planning this statement needs: " + cause.getMessage(), cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
