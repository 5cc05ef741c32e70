package io.crossfade.jdbc;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A property of Crossfade's own. */
enum Setting {
    CONTROL_PLANE(
            "controlPlane",
            "Base URL of the control plane, for instance http://localhost:7400; several, separated by commas, if they share"
                    + " a store."),
    DATABASE("database", "Name of the logical database; by default the database in the URL."),
    APPLICATION("application", "Name the application goes by in the control plane; by default java."),
    INSTANCE(
            "instance",
            "Name of this JVM in status; what chance adds makes it an id. By default made from host, process and chance."),
    ADOPTED("adopted", "Names of the migrations whose target shape the code is written for, separated by commas."),
    TOKEN("token", "Sent to the control plane as a bearer token."),
    PLAN_CACHE_SIZE("planCacheSize", "How many planned statements are kept; by default 2000."),
    SNAPSHOT_FILE("snapshotFile", "A file with a snapshot, in place of a control plane."),
    OBSERVE("observe", "Reports statements without their values: true, or the names of the tables that matter."),
    COMPARE_READS(
            "compareReads",
            "How many of 100 queries of a table whose sides are both complete are run again to compare the sides; by"
                    + " default 0.1, 0 for none."),
    COMPARE_PER_SECOND("comparePerSecond", "How many queries are compared in a second at most; by default 10."),
    COMPARE_IN(
            "compareIn",
            "Where they are run again: background (the default), on a connection of their own, or transaction: in the"
                    + " application's, where that disturbs nothing."),
    COMPARE_VALUES(
            "compareValues",
            "How values that differ are shown to the control plane: off, hashed (the default) or shown."),
    READ_KEY(
            "readKey",
            "Sessions of one key read the same side at one percentage, and stay on the target as it grows; by default"
                    + " each transaction has a lot of its own."),
    UNWRAP(
            "unwrap",
            "Whether the delegate's own classes may be unwrapped once anything migrates: allow or refuse (the default)."
                    + " Before that they may; a migration waits then until the connection is closed, unless it is allow.");

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
