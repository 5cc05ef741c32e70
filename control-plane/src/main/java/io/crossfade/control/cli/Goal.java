package io.crossfade.control.cli;

import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Phase;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a walk ends: a phase, or out of the first one.
 *
 * @param word as the status shows it
 */
record Goal(String word) {

    static final String CANCELLED = "CANCELLED";

    boolean isCancelled() {
        return word.equals(CANCELLED);
    }

    static final class Converter implements ITypeConverter<Goal> {

        @Override
        public Goal convert(String text) {
            String word = text.toUpperCase(Locale.ROOT).replace('-', '_');
            if (word.equals(CANCELLED)) {
                return new Goal(CANCELLED);
            }
            try {
                return new Goal(Phase.of(word).name());
            } catch (MigrationException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
