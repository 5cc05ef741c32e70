package io.crossfade.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A shared library for x86-64 in which every function returns -1: enough where a server is linked against a library that
 * it doesn't need.
 *
 * <p>The layout is the smallest that the dynamic linker takes: two segments, one of them writable for the dynamic
 * section, and a hash table of one bucket. See the System V ABI, chapters 4 and 5, and the Linux Standard Base on
 * symbol versions, without which glibc finds no function of a versioned library.
 */
final class StubLibrary {

    private static final int PAGE = 0x1000;
    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SYMBOL = 24;
    private static final int VERSION = 28;
    private static final int DYNAMIC_ENTRIES = 9;
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int GNU_STACK = 0x6474e551;
    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int EXECUTE = 1;
    /** {@code mov rax, -1; ret}. */
    private static final byte[] MINUS_ONE = {0x48, (byte) 0xc7, (byte) 0xc0, -1, -1, -1, -1, (byte) 0xc3};

    private final List<String> versions = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final ByteBuffer image =
            ByteBuffer.allocate(PAGE + DYNAMIC_ENTRIES * 16).order(ByteOrder.LITTLE_ENDIAN);

    private record Function(String name, int version) {}

    private StubLibrary(String name, Map<String, List<String>> functionsOfVersions) {
        strings.write(0);
        versions.add(name);
        functionsOfVersions.forEach((version, names) -> {
            versions.add(version);
            names.forEach(function -> functions.add(new Function(function, versions.size())));
        });
        versions.forEach(this::addString);
        functions.forEach(function -> addString(function.name()));
    }

    /** Writes the library as a file of its name. */
    static void write(Path directory, String name, Map<String, List<String>> functionsOfVersions) throws IOException {
        Files.write(directory.resolve(name), new StubLibrary(name, functionsOfVersions).image());
    }

    private byte[] image() {
        int symbols = functions.size() + 1;
        int hash = HEADER + 4 * PROGRAM_HEADER;
        int table = align(hash + 4 * (3 + symbols));
        int definitions = table + SYMBOL * symbols;
        int indexes = align(definitions + VERSION * versions.size());
        int text = align(indexes + 2 * symbols);
        int names = align(text + MINUS_ONE.length);
        if (names + strings.size() > PAGE) {
            throw new IllegalArgumentException(versions.get(0) + " has too many functions for one page");
        }
        header();
        segment(LOAD, READ | EXECUTE, 0, names + strings.size());
        segment(LOAD, READ | WRITE, PAGE, DYNAMIC_ENTRIES * 16);
        segment(DYNAMIC, READ | WRITE, PAGE, DYNAMIC_ENTRIES * 16);
        segment(GNU_STACK, READ | WRITE, 0, 0);
        hashTable(hash, symbols);
        symbolTable(table, text);
        versionDefinitions(definitions);
        image.position(indexes).putShort((short) 0);
        functions.forEach(function -> image.putShort((short) function.version()));
        image.position(text).put(MINUS_ONE);
        image.position(names).put(strings.toByteArray());

        image.position(PAGE);
        dynamic(14, place(versions.get(0)));
        dynamic(4, hash);
        dynamic(5, names);
        dynamic(6, table);
        dynamic(10, strings.size());
        dynamic(0x6ffffff0, indexes);
        dynamic(0x6ffffffc, definitions);
        dynamic(0x6ffffffd, versions.size());
        dynamic(0, 0);
        return image.array();
    }

    private void addString(String text) {
        if (!places.containsKey(text)) {
            places.put(text, strings.size());
            strings.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            strings.write(0);
        }
    }

    private int place(String text) {
        return Objects.requireNonNull(places.get(text));
    }

    private void header() {
        image.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        image.putShort((short) 3).putShort((short) 62).putInt(1);
        image.putLong(0).putLong(HEADER).putLong(0).putInt(0);
        image.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 4);
        image.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    }

    private void segment(int type, int flags, int at, int size) {
        image.putInt(type).putInt(flags).putLong(at).putLong(at).putLong(at);
        image.putLong(size).putLong(size).putLong(type == LOAD ? PAGE : 8);
    }

    /** One bucket: a chain through all symbols. */
    private void hashTable(int at, int symbols) {
        image.position(at).putInt(1).putInt(symbols).putInt(symbols > 1 ? 1 : 0);
        for (int i = 0; i < symbols; i++) {
            image.putInt(i == 0 || i == symbols - 1 ? 0 : i + 1);
        }
    }

    /** Global functions in some section, all at the one address. */
    private void symbolTable(int at, int text) {
        image.position(at + SYMBOL);
        for (Function function : functions) {
            image.putInt(place(function.name())).put((byte) 0x12).put((byte) 0).putShort((short) 1);
            image.putLong(text).putLong(MINUS_ONE.length);
        }
    }

    /** The first is the library's own name, as the format wants it. */
    private void versionDefinitions(int at) {
        image.position(at);
        for (int i = 0; i < versions.size(); i++) {
            String version = versions.get(i);
            image.putShort((short) 1).putShort((short) (i == 0 ? 1 : 0)).putShort((short) (i + 1));
            image.putShort((short) 1).putInt(elfHash(version)).putInt(20);
            image.putInt(i == versions.size() - 1 ? 0 : VERSION);
            image.putInt(place(version)).putInt(0);
        }
    }

    private void dynamic(int tag, int value) {
        image.putLong(tag).putLong(value);
    }

    private static int elfHash(String text) {
        int hash = 0;
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash << 4) + b;
            int high = hash & 0xf0000000;
            hash = (hash ^ (high >>> 24)) & ~high;
        }
        return hash;
    }

    private static int align(int offset) {
        return (offset + 7) & ~7;
    }
}
