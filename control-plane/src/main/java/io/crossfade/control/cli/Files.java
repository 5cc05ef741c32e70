package io.crossfade.control.cli;

import io.crossfade.migration.MigrationException;
import io.crossfade.migration.MigrationFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a command is given. */
final class Files {

    private Files() {}

    static String text(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file " + file, e);
        } catch (IOException e) {
            throw new CommandException("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    /** A migration's file, understood here too, so that messages carry the file's name. */
    static String migration(Path file) {
        String yaml = text(file);
        try {
            var unused = MigrationFile.readYaml(file.toString(), yaml);
            return yaml;
        } catch (MigrationException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
