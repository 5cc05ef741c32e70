package io.crossfade.demo;

import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** The three applications: two written for the old name, one for the new. */
final class Fleet implements AutoCloseable {

    private static final int THREADS = 8;
    private static final long WARM_UP_MILLIS = 3000;

    private final String url;
    private final DemoOptions options;
    private final Stalls stalls;
    private final List<RunningApp> apps = new CopyOnWriteArrayList<>();

    Fleet(Postgres postgres, ControlPlane controlPlane, DemoOptions options, Stalls stalls) {
        this.url = postgres.crossfadeUrl(Shop.DATABASE) + "&crossfade.controlPlane=" + controlPlane.url()
                + "&crossfade.database=" + Shop.DATABASE + "&crossfade.application=";
        this.options = options;
        this.stalls = stalls;
    }

    /** Starts those that are written for the old name, and waits until they work. */
    void deployOldVersions() throws InterruptedException {
        apps.add(RunningApp.start("storefront", url + "storefront", "name", 1, THREADS, options, stalls));
        apps.add(RunningApp.start("billing", url + "billing", "name", 101, THREADS, options, stalls));
        awaitReady(apps);
    }

    /** Starts the one that is written for the new name. The migration has to be known by then. */
    void deployNewVersion() throws InterruptedException {
        RunningApp app = RunningApp.start(
                "newsletter",
                url + "newsletter&crossfade.adopted=" + Walk.MIGRATION,
                "full_name",
                201,
                THREADS,
                options,
                stalls);
        apps.add(app);
        awaitReady(List.of(app));
    }

    private void awaitReady(List<RunningApp> started) throws InterruptedException {
        long start = System.currentTimeMillis();
        for (RunningApp app : started) {
            options.remember(app.pid());
            app.awaitReady();
        }
        stalls.warmUp(start, System.currentTimeMillis() + WARM_UP_MILLIS);
    }

    void stop() throws InterruptedException {
        for (RunningApp app : apps) {
            app.stop();
        }
    }

    void check() throws InterruptedException {
        for (RunningApp app : apps) {
            app.check();
        }
    }

    List<RunningApp> apps() {
        return List.copyOf(apps);
    }

    /** What the applications have written down; one that broke off has written nothing. */
    List<Path> records() {
        return apps.stream().map(RunningApp::records).filter(Files::exists).toList();
    }

    long sum(ToLongFunction<RunningApp> figure) {
        return apps.stream().mapToLong(figure).sum();
    }

    @Override
    public void close() {
        apps.forEach(RunningApp::close);
    }
}
