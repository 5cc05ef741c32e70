package io.crossfade.jdbc;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A property of Crossfade's own. */
enum Setting {
    CONTROL_PLANE("controlPlane", "Base URL of the control plane, for instance http://localhost:7400."),
    DATABASE("database", "Name of the logical database; by default the database in the URL."),
    APPLICATION("application", "Name the application goes by in the control plane; by default java."),
    INSTANCE("instance", "Id of this JVM, unique among all that run; by default made from host, process and chance."),
    ADOPTED("adopted", "Names of the migrations whose target shape the code is written for, separated by commas."),
    TOKEN("token", "Sent to the control plane as a bearer token."),
    PLAN_CACHE_SIZE("planCacheSize", "How many planned statements are kept; by default 2000."),
    SNAPSHOT_FILE("snapshotFile", "A file with a snapshot, in place of a control plane."),
    OBSERVE("observe", "Reports statements without their values: true, or the names of the tables that matter."),
    UNWRAP("unwrap", "allow or refuse (the default) what unwraps the delegate's own classes.");

    static final String PREFIX = "crossfade.";

    private final String key;
    private final String description;

    Setting(String key, String description) {
        this.key = PREFIX + key;
        this.description = description;
    }

    String key() {
        return key;
    }

    String description() {
        return description;
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
    }
}
