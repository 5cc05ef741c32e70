package io.crossfade.control.config;

import java.util.Map;
import java.util.Optional;

/**
 * What the control plane is started with, apart from where it listens and where it keeps its state.
 *
 * @param token what every request has to carry as bearer token; empty if the network is trusted
 * @param databases by logical name; at least one
 */
public record ControlPlaneConfig(Optional<String> token, Map<String, DatabaseConfig> databases) {

    public ControlPlaneConfig {
        databases = Map.copyOf(databases);
    }

    public static ControlPlaneConfig of(Map<String, DatabaseConfig> databases) {
        return new ControlPlaneConfig(Optional.empty(), databases);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ControlPlaneConfig" + databases.keySet();
    }
}
