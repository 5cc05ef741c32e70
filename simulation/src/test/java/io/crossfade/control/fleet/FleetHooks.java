package io.crossfade.control.fleet;

import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.DatabaseSession;
import io.crossfade.control.job.Fence;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.JobStatus;
import io.crossfade.simulate.Guard;
import io.crossfade.simulate.Hooks;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/** Places in this package at which a guard is taken out. */
public final class FleetHooks {

    private static final Method SHOW = method("show");
    private static final Method CLEAR = method("clear");

    private FleetHooks() {}

    private static Method method(String name) {
        try {
            Method method = Publisher.class.getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Publisher has changed", e);
        }
    }

    private static void call(Method method, Publisher publisher) {
        try {
            method.invoke(publisher);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<InstanceView> stepWaits(Members members, long epoch) {
        return Guard.STEP_WAITS_FOR_MEMBERS.isOff() ? List.of() : members.notAcknowledged(epoch);
    }

    public static List<InstanceView> jobWaits(Members members, long epoch) {
        return Guard.JOB_WAITS_FOR_MEMBERS.isOff() ? List.of() : members.notAcknowledged(epoch);
    }

    public static void lookAgain(Publisher publisher) {
        if (!Guard.GOODBYE_IS_NO_PROOF.isOff() && !Guard.ABSENCE_IS_PROVED.isOff()) {
            publisher.lookAgain();
        }
    }

    public static boolean hasSessions(ApplicationDatabase database, String instance) {
        boolean found = database.hasSessions(instance) && !Guard.ABSENCE_IS_PROVED.isOff();
        if (!found) {
            Hooks.linger();
        }
        return found;
    }

    public static JobStatus jobIs(JobState job) {
        return Guard.STEP_WAITS_FOR_ITS_JOB.isOff() ? JobStatus.DONE : job.status();
    }

    public static boolean isShownToForget(Publisher publisher) {
        return Guard.FENCE_SHOWS_THE_EPOCH_FIRST.isOff() || publisher.isShown();
    }

    public static void showFirst(Publisher publisher) {
        call(Guard.FENCE_SHOWS_THE_EPOCH_FIRST.isOff() ? CLEAR : SHOW, publisher);
    }

    public static void clearThen(Publisher publisher) {
        call(Guard.FENCE_SHOWS_THE_EPOCH_FIRST.isOff() ? SHOW : CLEAR, publisher);
    }

    public static boolean isShownToClear(Publisher publisher) {
        return Guard.FENCE_SHOWS_THE_EPOCH_FIRST.isOff() || publisher.isShown();
    }

    public static boolean isShownToUse(Publisher publisher) {
        return Guard.FENCE_SHOWS_THE_EPOCH_FIRST.isOff() || publisher.isShown();
    }

    public static List<DatabaseSession> strangers(Fence fence, Set<String> instances) {
        List<DatabaseSession> found = fence.strangers(instances);
        return Guard.STRANGERS_ARE_WAITED_FOR.isOff() ? List.of() : found;
    }

    public static long unproved(long count) {
        return Guard.LOOK_UNDER_WAY_DOES_NOT_COUNT.isOff() ? 0 : count;
    }

    public static boolean isShownToTell(boolean shown) {
        return shown || Guard.TOLD_ONLY_WHAT_THE_FENCE_SHOWS.isOff();
    }
}
