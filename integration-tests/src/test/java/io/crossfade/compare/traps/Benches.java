package io.crossfade.compare.traps;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.compare.generate.Bench;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One bench for each product, opened when first asked for. Confined to one thread. */
final class Benches implements AutoCloseable {

    private final List<String> stages;
    private final UnaryOperator<DatabaseServer> connecting;
    private final Map<Product, Bench> opened = new EnumMap<>(Product.class);
    private final Set<Product> tried = EnumSet.noneOf(Product.class);

    Benches() {
        this(Bench.stages(), server -> server);
    }

    /** @param connecting how connections are opened otherwise */
    Benches(List<String> stages, UnaryOperator<DatabaseServer> connecting) {
        this.stages = stages;
        this.connecting = connecting;
    }

    Bench on(Product product) throws SQLException, IOException {
        Bench bench = opened.get(product);
        if (bench == null) {
            assertThat(tried.add(product))
                    .as("the world can be made; see the first failure")
                    .isTrue();
            bench = Bench.open(connecting.apply(Servers.get(product)), stages);
            opened.put(product, bench);
        }
        return bench;
    }

    @Override
    public void close() throws SQLException {
        for (Bench bench : opened.values()) {
            bench.close();
        }
    }
}
