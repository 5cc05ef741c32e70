package io.crossfade.simulate;

import java.util.List;

/**
 * A place in the product's code at which a history can go on with somebody else, or a guard can be taken out.
 *
 * @param type the class
 * @param method each of that name
 * @param what the name of a field whose value, or of a method with {@code ()} whose call the hook stands for
 * @param place which of these in the method, from 1; 0 for all
 * @param hookType the hook's class, with slashes
 */
record Site(String type, String method, String what, int place, String hookType, String hook) {

    private static final String PHASE = "io.crossfade.phase.";
    private static final String JDBC = "io.crossfade.jdbc.";
    private static final String FLEET = "io.crossfade.control.fleet.";
    private static final String PHASE_HOOKS = "io/crossfade/phase/PhaseHooks";
    private static final String JDBC_HOOKS = "io/crossfade/jdbc/JdbcHooks";
    private static final String JOB_HOOKS = "io/crossfade/control/job/JobHooks";
    private static final String FLEET_HOOKS = "io/crossfade/control/fleet/FleetHooks";

    static final List<Site> ALL = List.of(
            new Site(PHASE + "Claim", "take", "current()", 1, PHASE_HOOKS, "look"),
            new Site(PHASE + "Claim", "take", "current()", 2, PHASE_HOOKS, "lookAgain"),
            new Site(PHASE + "Instance", "heartbeat", "drained()", 1, PHASE_HOOKS, "drained"),
            new Site(PHASE + "Instance", "adopt", "epoch()", 2, PHASE_HOOKS, "heldBefore"),
            new Site(PHASE + "Instance", "publish", "epoch()", 2, PHASE_HOOKS, "heldBefore"),
            new Site(PHASE + "Epochs", "publish", "epoch()", 2, PHASE_HOOKS, "heldBefore"),
            new Site(JDBC + "Hub", "derive", "warmFrom()", 0, JDBC_HOOKS, "warmFrom"),
            new Site(JDBC + "Session", "opened", "later()", 1, JDBC_HOOKS, "later"),
            new Site(JDBC + "Session", "settle", "isIdle()", 1, JDBC_HOOKS, "isIdle"),
            new Site(JDBC + "Session", "noteLoss", "isClosed()", 1, JDBC_HOOKS, "isLost"),
            new Site(JDBC + "Session", "apply", "locks()", 1, JDBC_HOOKS, "locks"),
            new Site("io.crossfade.control.job.JobToken", "begin", "confirm()", 1, JOB_HOOKS, "confirm"),
            new Site(FLEET + "DatabaseFleet", "gate", "notAcknowledged()", 1, FLEET_HOOKS, "stepWaits"),
            new Site(FLEET + "Gate", "againstForward", "status()", 1, FLEET_HOOKS, "jobIs"),
            new Site(FLEET + "DatabaseFleet", "isInLine", "notAcknowledged()", 1, FLEET_HOOKS, "jobWaits"),
            new Site(FLEET + "DatabaseFleet", "goodbye", "lookAgain()", 1, FLEET_HOOKS, "lookAgain"),
            new Site(FLEET + "Stragglers", "dropIfGone", "hasSessions()", 1, FLEET_HOOKS, "hasSessions"),
            new Site(FLEET + "Stragglers", "dropIfGone", "isShown()", 1, FLEET_HOOKS, "isShownToForget"),
            new Site(FLEET + "Publisher", "settle", "show()", 1, FLEET_HOOKS, "showFirst"),
            new Site(FLEET + "Publisher", "settle", "clear()", 1, FLEET_HOOKS, "clearThen"),
            new Site(FLEET + "Publisher", "clear", "isShown()", 1, FLEET_HOOKS, "isShownToClear"),
            new Site(FLEET + "Publisher", "clear", "strangers()", 1, FLEET_HOOKS, "strangers"),
            new Site(FLEET + "Publisher", "clear", "unproved", 0, FLEET_HOOKS, "unproved"),
            new Site(FLEET + "Publisher", "isClear", "isShown()", 1, FLEET_HOOKS, "isShownToUse"),
            new Site(FLEET + "Publisher", "reasonsAgainst", "isShown()", 1, FLEET_HOOKS, "isShownToUse"),
            new Site(FLEET + "SnapshotBoard", "after", "shown", 1, FLEET_HOOKS, "isShownToTell"));
}
