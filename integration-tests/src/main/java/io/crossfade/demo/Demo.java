package io.crossfade.demo;

import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.Postgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo's main class; {@code ./demo} starts it. */
public final class Demo {

    /** For a small machine with a slow disk: what is shown is correctness, not how well PostgreSQL survives a crash. */
    private static final Map<String, String> SETTINGS =
            Map.of("shared_buffers", "512MB", "max_wal_size", "8GB", "checkpoint_timeout", "30min", "fsync", "off");

    private final DemoOptions options;
    private final Screen screen;
    private final Stalls stalls = new Stalls();

    private Demo(DemoOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    /** Exits with 0 if nothing was lost or wrong, 1 if something was, 2 if it wasn't understood what to do. */
    public static void main(String[] args) throws Exception {
        DemoOptions options;
        try {
            options = DemoOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + DemoOptions.USAGE);
            System.exit(2);
            return;
        }
        Screen screen = new Screen(new PrintStream(System.out, true, StandardCharsets.UTF_8), options.terminal());
        AtomicBoolean ending = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true), "note the end"));
        boolean well;
        try {
            well = new Demo(options, screen).run();
        } catch (IllegalStateException e) {
            if (ending.get()) {
                // Somebody has ended the demo, and with it what it waited for.
                return;
            }
            screen.print("THE DEMO HAS FAILED: " + e.getMessage());
            well = false;
        }
        System.exit(well ? 0 : 1);
    }

    private boolean run() throws SQLException, IOException, InterruptedException {
        Files.createDirectories(options.directory());
        screen.say("starting PostgreSQL");
        try (Postgres postgres =
                Postgres.start(Files.createDirectory(options.directory().resolve("postgres")), SETTINGS)) {
            options.remember(postgres.serverPid());
            Shop shop = new Shop(postgres);
            screen.say("filling users with %,d rows".formatted(options.rows()));
            shop.create(options.rows());
            String columns = shop.columns();
            String checksum = shop.bulkChecksum("name");
            screen.say("starting the control plane, storefront and billing");
            try (ControlPlane controlPlane = ControlPlane.start(
                            options.directory().resolve("control-plane"),
                            ControlPlane.configuration(Shop.DATABASE, postgres.url(Shop.DATABASE), "chunkRows: 5000"));
                    Fleet fleet = new Fleet(postgres, controlPlane, options, stalls)) {
                options.remember(controlPlane.pid());
                fleet.deployOldVersions();
                screen.say("columns of users: " + columns);
                List<Walk.Leg> legs = new Walk(controlPlane, fleet, stalls, screen, options).go();
                Report report = new Report(fleet, stalls, legs);
                return finish(shop, fleet, report, checksum);
            }
        }
    }

    private boolean finish(Shop shop, Fleet fleet, Report report, String checksum)
            throws SQLException, IOException, InterruptedException {
        String columns = shop.columns();
        screen.say("columns of users: " + columns);
        if (List.of(columns.split(", ")).contains("name")) {
            report.fail("users still has a column name");
        }
        checkStillWorking(fleet, report);
        fleet.stop();
        if (options.sabotage()) {
            shop.loseOneWrite();
            screen.say("sabotage: took one write back");
        }
        fleet.check();
        if (!checksum.equals(shop.bulkChecksum("full_name"))) {
            report.fail(
                    "rows that nobody touched have changed: " + checksum + " became " + shop.bulkChecksum("full_name"));
        }
        boolean well = report.print(screen, shop.losses(fleet.records()));
        screen.print(well ? "Nothing was lost, nothing was wrong." : "THE DEMO HAS FAILED.");
        return well;
    }

    private void checkStillWorking(Fleet fleet, Report report) throws InterruptedException {
        for (RunningApp app : fleet.apps()) {
            long before = app.statements();
            Thread.sleep(1000);
            long after = app.statements();
            screen.say("%s, written for '%s', ran %,d statements in the last second"
                    .formatted(app.name(), app.column(), after - before));
            if (after == before) {
                report.fail(app.name() + " stands still");
            }
        }
    }
}
