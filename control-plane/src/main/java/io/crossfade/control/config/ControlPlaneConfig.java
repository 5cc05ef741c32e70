package io.crossfade.control.config;

import java.util.Map;
import java.util.Optional;

/**
 * What the control plane is started with, apart from where it listens.
 *
 * @param token what every request has to carry as bearer token; empty if the network is trusted
 * @param store where the state is that several control planes share; empty if it is kept in a directory
 * @param databases by logical name; at least one
 */
public record ControlPlaneConfig(
        Optional<String> token, Optional<StoreConfig> store, Map<String, DatabaseConfig> databases) {

    public ControlPlaneConfig {
        databases = Map.copyOf(databases);
    }

    public static ControlPlaneConfig of(Map<String, DatabaseConfig> databases) {
        return new ControlPlaneConfig(Optional.empty(), Optional.empty(), databases);
    }

    public ControlPlaneConfig withToken(String secret) {
        return new ControlPlaneConfig(Optional.of(secret), store, databases);
    }

    public ControlPlaneConfig withStore(StoreConfig shared) {
        return new ControlPlaneConfig(token, Optional.of(shared), databases);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ControlPlaneConfig" + databases.keySet();
    }
}
