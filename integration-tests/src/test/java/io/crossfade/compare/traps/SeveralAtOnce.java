package io.crossfade.compare.traps;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;

/** The same server for connections that take several statements in a text, which PostgreSQL's always do. */
record SeveralAtOnce(DatabaseServer server) implements DatabaseServer {

    @Override
    public Product product() {
        return server.product();
    }

    @Override
    public String ownDatabase() {
        return server.ownDatabase();
    }

    @Override
    public String url(String database) {
        return server.url(database) + (product() == Product.POSTGRESQL ? "" : "&allowMultiQueries=true");
    }

    @Override
    public void close() {
        server.close();
    }
}
