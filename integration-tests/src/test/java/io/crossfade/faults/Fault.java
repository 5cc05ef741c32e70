package io.crossfade.faults;

import io.crossfade.processes.Signals;
import java.util.List;

/** What happens to one of the processes, or to the line between two of them, until it is mended. */
enum Fault {
    KILL_APPLICATION("kill -9 of an application", false) {
        @Override
        void strike(Ground ground) {
            ground.victim().kill();
        }

        @Override
        void mend(Ground ground) {
            ground.victim().restart();
        }
    },
    KILL_CONTROL_PLANE("kill -9 of the control plane", false) {
        @Override
        void strike(Ground ground) {
            ground.controlPlane().kill();
        }

        @Override
        void mend(Ground ground) throws InterruptedException {
            ground.controlPlane().restart();
        }
    },
    KILL_DATABASE("kill -9 of the database", true) {
        @Override
        void strike(Ground ground) {
            ground.server().kill();
        }

        @Override
        void mend(Ground ground) {
            ground.server().restart();
        }
    },
    STOP_APPLICATION("SIGSTOP of an application", false) {
        @Override
        void strike(Ground ground) {
            Signals.pause(List.of(ground.victim().pid()));
        }

        @Override
        void mend(Ground ground) {
            Signals.resume(List.of(ground.victim().pid()));
        }
    },
    STOP_CONTROL_PLANE("SIGSTOP of the control plane", false) {
        @Override
        void strike(Ground ground) {
            Signals.pause(List.of(ground.controlPlane().pid()));
        }

        @Override
        void mend(Ground ground) {
            Signals.resume(List.of(ground.controlPlane().pid()));
        }
    },
    STOP_DATABASE("SIGSTOP of the database", true) {
        @Override
        void strike(Ground ground) {
            ground.server().pause();
        }

        @Override
        void mend(Ground ground) {
            ground.server().resume();
        }
    },
    CUT_APPLICATION_FROM_CONTROL_PLANE("an application cut off from the control plane", false) {
        @Override
        void strike(Ground ground) {
            ground.victimToControlPlane().cut();
        }

        @Override
        void mend(Ground ground) {
            ground.victimToControlPlane().mend();
        }
    },
    CUT_APPLICATION_FROM_DATABASE("an application cut off from the database", true) {
        @Override
        void strike(Ground ground) {
            ground.victimToDatabase().cut();
        }

        @Override
        void mend(Ground ground) {
            ground.victimToDatabase().mend();
        }
    },
    CUT_CONTROL_PLANE_FROM_DATABASE("the control plane cut off from the database", false) {
        @Override
        void strike(Ground ground) {
            ground.controlPlaneToDatabase().cut();
        }

        @Override
        void mend(Ground ground) {
            ground.controlPlaneToDatabase().mend();
        }
    };

    private final String title;
    private final boolean statementsFail;

    Fault(String title, boolean statementsFail) {
        this.title = title;
        this.statementsFail = statementsFail;
    }

    abstract void strike(Ground ground);

    abstract void mend(Ground ground) throws InterruptedException;

    /** Whether it goes on until it is mended, and not only until what was killed is started again. */
    boolean lasts() {
        return !name().startsWith("KILL");
    }

    /** Whether a statement of an application without Crossfade could fail, too. */
    boolean statementsFail() {
        return statementsFail;
    }

    @Override
    public String toString() {
        return title;
    }
}
