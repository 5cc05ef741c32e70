package io.crossfade.control.cli;

import io.crossfade.control.store.OnLimit;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code withdraw}, {@code end-sessions}, {@code wait}. */
final class LimitWord implements ITypeConverter<OnLimit> {

    @Override
    public OnLimit convert(String text) {
        String word = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(OnLimit.values())
                .filter(choice -> choice.name().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "' isn't one of withdraw, end-sessions and wait"));
    }
}
