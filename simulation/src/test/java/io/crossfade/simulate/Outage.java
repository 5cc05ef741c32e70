package io.crossfade.simulate;

/**
 * The control plane is stopped for an hour, maybe in the middle of a step, and in the middle of that hour another process of
 * the application begins. All that time no application may have an error, or stand still.
 */
final class Outage {

    private static final long MINUTE = 60_000_000_000L;
    private static final long HOUR = 60 * MINUTE;

    private final Scene scene;
    private final boolean operates;
    private long begun = -1;
    private boolean hasOperated;
    private boolean hasNewcomer;

    Outage(Scene scene) {
        this.scene = scene;
        this.operates = scene.chance.percent(70);
    }

    /** Lets time pass as soon as everybody has committed something since it last did. */
    void goOn() {
        World world = scene.world;
        if (begun < 0 && operates && !hasOperated && scene.haveAllCommitted()) {
            hasOperated = true;
            scene.plane().operate();
        } else if (begun < 0 && (hasOperated || !operates) && scene.chance.percent(10)) {
            begun = world.nanos;
            scene.kill(scene.plane(), "is stopped for an hour");
        } else if (begun >= 0 && scene.haveAllCommitted()) {
            scene.beginCount();
            world.nanos += MINUTE * (1 + scene.chance.below(3));
            world.log("minutes pass");
            long passed = world.nanos - begun;
            if (!hasNewcomer && passed > HOUR / 2) {
                hasNewcomer = true;
                scene.startApp();
            } else if (hasNewcomer && passed > HOUR) {
                scene.heal();
            }
        }
    }
}
