package io.crossfade.faults;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of an application that says of each write when it sends it and when that is acknowledged, and of each read that
 * finds something wrong. It ends when it reads a line, or the end of its input.
 */
public final class Writer {

    private Writer() {}

    /**
     * Runs the application.
     *
     * @param args URL, name of the column, name of the application, number of threads, seed
     */
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[3]);
        List<WriterThread> writers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            writers.add(new WriterThread(args[0], args[1], args[2], i, threads, Long.parseLong(args[4])));
        }
        List<Thread> running =
                writers.stream().map(writer -> new Thread(writer, writer.row())).toList();
        running.forEach(Thread::start);
        var unused = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        writers.forEach(WriterThread::stop);
        for (Thread thread : running) {
            thread.join();
        }
        System.out.println("stopped");
    }
}
