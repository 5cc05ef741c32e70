package io.crossfade.demo;

import java.util.ArrayList;
import java.util.List;

/** The longest statement of every short window, held against the times of the flips. Safe for use by several threads. */
final class Stalls {

    /** How long after its end a flip may still be felt. */
    private static final long AFTERMATH_MILLIS = 1000;

    /** Reports are this long; a window counts for a flip if any part of it does. */
    private static final long WINDOW_MILLIS = 200;

    /**
     * A change of the phase, from the command to the last acknowledgement.
     *
     * @param longestMillis the longest statement that ended in the meantime or shortly after
     */
    record Flip(String name, long millis, double longestMillis) {}

    private record Window(long end, double longestMillis) {}

    private record Interval(String name, long start, long end) {

        boolean contains(Window window) {
            return window.end() >= start && window.end() - WINDOW_MILLIS <= end + AFTERMATH_MILLIS;
        }
    }

    private final List<Window> windows = new ArrayList<>();
    private final List<Interval> flips = new ArrayList<>();
    private final List<Interval> warmUps = new ArrayList<>();

    synchronized void window(long end, double longestMillis) {
        windows.add(new Window(end, longestMillis));
    }

    synchronized void flip(String name, long start, long end) {
        flips.add(new Interval(name, start, end));
    }

    /** A time that says nothing: an application that has just started loads its classes and fills its pool. */
    synchronized void warmUp(long start, long end) {
        warmUps.add(new Interval("warm-up", start, end));
    }

    synchronized List<Flip> flips() {
        return flips.stream()
                .map(flip -> new Flip(
                        flip.name(),
                        flip.end() - flip.start(),
                        longest(windows.stream().filter(flip::contains).toList())))
                .toList();
    }

    /** The longest statement far from any flip and any start. */
    synchronized double baseline() {
        return longest(windows.stream()
                .filter(window -> flips.stream().noneMatch(flip -> flip.contains(window)))
                .filter(window -> warmUps.stream().noneMatch(warmUp -> warmUp.contains(window)))
                .toList());
    }

    private static double longest(List<Window> windows) {
        return windows.stream().mapToDouble(Window::longestMillis).max().orElse(0);
    }
}
