package io.crossfade.control.cli;

import io.crossfade.control.error.BadInputException;
import io.crossfade.control.store.OnLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code withdraw}, {@code end-sessions}, {@code wait}. */
final class LimitWord implements ITypeConverter<OnLimit> {

    @Override
    public OnLimit convert(String text) {
        try {
            return OnLimit.of(text);
        } catch (BadInputException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
