package io.crossfade.demo;

import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.Postgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The three applications: two written for the old name, one for the new. */
final class Fleet implements AutoCloseable {

    private static final int THREADS = 8;

    private final List<RunningApp> apps = new ArrayList<>();

    Fleet(Postgres postgres, ControlPlane controlPlane, DemoOptions options, Stalls stalls) {
        String url = postgres.crossfadeUrl(Shop.DATABASE) + "&crossfade.controlPlane=" + controlPlane.url()
                + "&crossfade.database=" + Shop.DATABASE + "&crossfade.application=";
        String adopted = "&crossfade.adopted=" + Walk.MIGRATION;
        apps.add(RunningApp.start("storefront", url + "storefront", "name", 1, THREADS, options, stalls));
        apps.add(RunningApp.start("billing", url + "billing", "name", 101, THREADS, options, stalls));
        apps.add(RunningApp.start("newsletter", url + "newsletter" + adopted, "full_name", 201, THREADS, options, stalls));
    }

    void awaitReady() throws InterruptedException {
        for (RunningApp app : apps) {
            app.awaitReady();
        }
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

    List<Path> records() {
        return apps.stream().map(RunningApp::records).toList();
    }

    long sum(ToLongFunction<RunningApp> figure) {
        return apps.stream().mapToLong(figure).sum();
    }

    @Override
    public void close() {
        apps.forEach(RunningApp::close);
    }
}
