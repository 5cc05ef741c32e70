package io.crossfade.servers;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A server in a container. {@code -Dcrossfade.image.mysql=mysql:9.4} takes another image than the default, and so for
 * {@code postgresql} and {@code mariadb}.
 */
final class ContainerServer implements DatabaseServer {

    private final Product product;
    private final JdbcDatabaseContainer<?> container;

    private ContainerServer(Product product, JdbcDatabaseContainer<?> container) {
        this.product = product;
        this.container = container;
    }

    static ContainerServer start(Product product) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("-Dcrossfade.databases=testcontainers needs Docker, and no Docker answers"
                    + " here; leave the property out for embedded servers");
        }
        JdbcDatabaseContainer<?> container =
                switch (product) {
                    case POSTGRESQL -> postgresql();
                    case MYSQL ->
                        new MySQLContainer(image(product, "mysql:8.0"))
                                .withUsername("root")
                                .withPassword("crossfade")
                                .withUrlParam("allowPublicKeyRetrieval", "true")
                                .withUrlParam("sslMode", "DISABLED");
                    case MARIADB ->
                        new MariaDBContainer(image(product, "mariadb:11.4"))
                                .withUsername("root")
                                .withPassword("crossfade");
                };
        container.start();
        return new ContainerServer(product, container);
    }

    private static JdbcDatabaseContainer<?> postgresql() {
        List<String> command = new ArrayList<>(List.of("postgres"));
        Servers.POSTGRES_SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new PostgreSQLContainer(image(Product.POSTGRESQL, "postgres:18"))
                .withUsername("postgres")
                .withPassword("crossfade")
                .withCommand(command.toArray(String[]::new));
    }

    private static String image(Product product, String preset) {
        return System.getProperty("crossfade.image." + product.name().toLowerCase(Locale.ROOT), preset);
    }

    @Override
    public Product product() {
        return product;
    }

    @Override
    public String ownDatabase() {
        return product == Product.POSTGRESQL ? "postgres" : "mysql";
    }

    @Override
    public String url(String database) {
        String url = "jdbc:" + product.name().toLowerCase(Locale.ROOT) + "://" + container.getHost() + ":"
                + container.getFirstMappedPort() + "/" + database + "?user=" + container.getUsername() + "&password="
                + container.getPassword();
        return product == Product.MYSQL ? url + "&sslMode=DISABLED&allowPublicKeyRetrieval=true" : url;
    }

    @Override
    public void close() {
        container.stop();
    }
}
