package io.crossfade.phase;

import io.crossfade.migration.Heartbeat.Shape;
import java.util.List;

/** What an instance has seen of statements, for the control plane. Safe for use by several threads. */
public interface Observation {

    /** Of an instance that observes nothing. */
    Observation NONE = new Observation() {
        @Override
        public List<Shape> unreported(int atMost) {
            return List.of();
        }

        @Override
        public void reported(List<Shape> shapes) {}
    };

    /** Some of what has been counted since it was reported. */
    List<Shape> unreported(int atMost);

    /** The control plane knows of these. */
    void reported(List<Shape> shapes);
}
