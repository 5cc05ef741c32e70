package io.crossfade.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an application has said, over all its lives. Safe for use by several threads. */
final class Records {

    private final Map<String, Long> sent = new HashMap<>();
    private final Map<String, Long> done = new TreeMap<>();
    private final Map<String, Long> kept = new HashMap<>();
    private final Map<String, Long> steps = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private boolean stopped;

    /** A row as it is made for the application. */
    synchronized void own(String row) {
        sent.put(row, 0L);
        done.put(row, 0L);
        steps.put(row, 0L);
    }

    /** A line that the application has printed. */
    synchronized void line(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "sent" -> sent.merge(words[1], Long.parseLong(words[2]), Math::max);
            case "done" -> {
                steps.merge(words[1], 1L, Long::sum);
                written(words[1], Long.parseLong(words[2]));
            }
            case "found" -> found(words[1], Long.parseLong(words[2]));
            case "kept" -> kept.put(words[1], Long.parseLong(words[2]));
            case "failed" -> failures.add(line);
            case "stopped" -> stopped = true;
            case "wrong" -> wrong.add(line);
            default -> {
                if (!isLog(line)) {
                    wrong.add("it printed: " + line);
                }
            }
        }
    }

    /** Of Crossfade, and of MariaDB's driver, which tells of every error that it throws. */
    private static boolean isLog(String line) {
        return line.startsWith("[ ")
                || line.startsWith("SLF4J")
                || line.startsWith("WARNING: Crossfade")
                || line.startsWith("INFO: Crossfade")
                || line.contains(" io.crossfade.");
    }

    private void found(String row, long version) {
        long least = done.getOrDefault(row, 0L);
        long most = sent.getOrDefault(row, 0L);
        if (version < least || version > most) {
            wrong.add("wrong " + row + " was found at version " + version + "; acknowledged were " + least
                    + " versions, and sent " + most);
        }
        written(row, version);
    }

    /** From here on, nothing earlier may be seen. */
    private void written(String row, long version) {
        done.merge(row, version, Math::max);
    }

    /** How much the slowest thread has written. */
    synchronized long steps() {
        return steps.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    synchronized boolean hasStopped() {
        return stopped;
    }

    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** The errors since this was asked last. */
    synchronized List<String> takeFailures() {
        List<String> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    /** What is wrong with the table's rows, by e-mail address, once nobody writes any more. */
    synchronized List<String> against(Map<String, Long> versions) {
        List<String> lost = new ArrayList<>();
        done.forEach((row, least) -> {
            Long version = versions.get(row);
            if (version == null || version < least || version > sent.getOrDefault(row, 0L)) {
                lost.add(row + " has version " + version + "; acknowledged were " + least + ", sent " + sent.get(row));
            }
        });
        kept.forEach((email, version) -> {
            if (!version.equals(versions.get(email))) {
                lost.add(email + " is lost: version " + versions.get(email) + " instead of " + version);
            }
        });
        return lost;
    }
}
