package io.crossfade.compare.generate;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A world on a server: plain in both shapes, and in each of some stages. Gone when closed. */
final class Worksite implements AutoCloseable {

    /** On PostgreSQL the schemas of all worlds are in one database. */
    static final String DATABASE = "generated";

    private final World world;
    private final DatabaseServer server;
    private final Connection aside;
    private final List<Layout> layouts = new ArrayList<>();
    private final List<Connection> own = new ArrayList<>();
    private final List<Place> plain = new ArrayList<>();
    private final List<Place> crossfade = new ArrayList<>();

    private Worksite(World world, DatabaseServer server) throws SQLException {
        this.world = world;
        this.server = server;
        this.aside = DriverManager.getConnection(
                server.product() == Product.POSTGRESQL
                        ? server.url(DATABASE)
                        : server.url(server.ownDatabase()) + "&allowMultiQueries=true");
    }

    /**
     * Makes the schemas.
     *
     * @param stages of each lane, one for each migration
     * @param prefix of the schemas' names, which nobody else uses
     */
    static Worksite open(World world, List<List<Stage>> stages, DatabaseServer server, Lanes lanes, String prefix)
            throws SQLException {
        Worksite site = new Worksite(world, server);
        try {
            site.build(stages, lanes, prefix);
            return site;
        } catch (SQLException | RuntimeException e) {
            site.close();
            throw e;
        }
    }

    /** The plain databases twice and nothing else: whether statements do the same in two places. */
    static Worksite openTwice(World world, DatabaseServer server, String prefix) throws SQLException {
        Worksite site = new Worksite(world, server);
        try {
            site.buildPlain(prefix, site.plain);
            site.buildPlain(prefix + "_again", site.crossfade);
            return site;
        } catch (SQLException | RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private void buildPlain(String prefix, List<Place> places) throws SQLException {
        Layout source = make(Layout.plainSource(world, prefix + "_source"));
        Layout target = make(Layout.plainTarget(world, prefix + "_target"));
        places.add(new Place(source, connect(source), aside, false));
        places.add(new Place(target, connect(target), aside, true));
    }

    private void build(List<List<Stage>> stages, Lanes lanes, String prefix) throws SQLException {
        buildPlain(prefix, plain);
        List<Layout> staged = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            staged.add(make(Layout.staged(world, prefix + "_" + i, stages.get(i))));
        }
        lanes.show(staged);
        for (int i = 0; i < staged.size(); i++) {
            for (boolean ofTarget : List.of(false, true)) {
                crossfade.add(new Place(staged.get(i), lanes.connection(i, ofTarget), aside, ofTarget));
            }
        }
    }

    private Layout make(Layout layout) throws SQLException {
        layouts.add(layout);
        List<String> creation = new ArrayList<>(layout.creation());
        layout.restart().ifPresent(creation::add);
        try (Statement statement = aside.createStatement()) {
            statement.execute(String.join(";\n", creation));
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                // Each statement's answer, or else its error, has to be taken.
            }
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + " in: " + creation, e.getSQLState(), e);
        }
        return layout;
    }

    private Connection connect(Layout layout) throws SQLException {
        Connection connection = DriverManager.getConnection(
                server.product() == Product.POSTGRESQL
                        ? server.url(DATABASE) + "&currentSchema=" + layout.schema()
                        : server.url(layout.schema()));
        own.add(connection);
        return connection;
    }

    World world() {
        return world;
    }

    Place plain(boolean ofTarget) {
        return plain.get(ofTarget ? 1 : 0);
    }

    List<Place> crossfade(boolean ofTarget) {
        return crossfade.stream().filter(place -> place.ofTarget() == ofTarget).toList();
    }

    @Override
    public void close() throws SQLException {
        for (Place place : crossfade) {
            place.leave();
        }
        for (Place place : plain) {
            place.leave();
        }
        for (Connection connection : own) {
            connection.close();
        }
        try (Statement statement = aside.createStatement()) {
            for (Layout layout : layouts) {
                statement.addBatch(
                        server.product() == Product.POSTGRESQL
                                ? "DROP SCHEMA IF EXISTS " + layout.schema() + " CASCADE"
                                : "DROP DATABASE IF EXISTS " + layout.schema());
            }
            statement.executeBatch();
        }
        aside.close();
    }
}
