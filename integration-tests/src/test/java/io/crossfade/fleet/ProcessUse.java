package io.crossfade.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has used, as Linux counts it.
 *
 * @param cpuSeconds since its start, on all cores
 * @param mebibytes of memory that is resident now
 */
record ProcessUse(double cpuSeconds, long mebibytes) {

    private static final double TICKS_PER_SECOND = 100;

    static ProcessUse of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(process.resolve("stat"));
        // Behind the name, which may have blanks and brackets, the first is field 3; 14 and 15 are the times.
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
        long kibibytes = Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        return new ProcessUse(ticks / TICKS_PER_SECOND, kibibytes / 1024);
    }
}
