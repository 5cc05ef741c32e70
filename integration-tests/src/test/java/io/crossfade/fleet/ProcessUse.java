package io.crossfade.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has used, as Linux counts it.
 *
 * @param cpuSeconds since its start, on all cores
 * @param mebibytes of memory that is resident now
 */
record ProcessUse(double cpuSeconds, long mebibytes) {

    private static final double TICKS_PER_SECOND = 100;
    private static final Pattern USED = Pattern.compile("generation +total \\d+K, used (\\d+)K");

    /** What is alive on the heap of a JVM with the serial collector, in MiB. It collects its garbage for that. */
    static long liveMebibytes(long pid) throws IOException {
        String unused = jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long kibibytes = 0;
        while (used.find()) {
            kibibytes += Long.parseLong(used.group(1));
        }
        if (kibibytes == 0) {
            throw new IOException("process " + pid + " doesn't say how much of its heap is used");
        }
        return kibibytes / 1024;
    }

    private static String jcmd(long pid, String command) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(tool.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

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
