package io.crossfade.servers;

import io.crossfade.processes.DataDirectory;
import io.crossfade.processes.Postgres;
import io.crossfade.processes.Product;
import java.nio.file.Path;
import java.util.Map;

/** Starts a server, says its process and its directory, and waits to be killed. */
final class ServerInAJvm {

    static final String STARTED = "started: ";

    private ServerInAJvm() {}

    public static void main(String[] args) throws Exception {
        switch (Product.valueOf(args[0])) {
            case POSTGRESQL -> {
                Path directory = DataDirectory.create("crossfade-postgres");
                say(Postgres.start(directory, Map.of()).serverPid(), directory);
            }
            case MYSQL -> {
                EmbeddedMySql server = EmbeddedMySql.start();
                say(server.pid(), server.directory());
            }
            case MARIADB -> {
                EmbeddedMariaDb server = EmbeddedMariaDb.start();
                say(server.pid(), server.directory());
            }
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void say(long pid, Path directory) {
        System.out.println(STARTED + pid + " " + directory);
    }
}
