package io.crossfade.compare.generate;

import io.crossfade.compare.Parameter;
import io.crossfade.processes.Product;
import java.util.List;

/** Which values a column may hold: of a converted column only those that come back from the other shape unchanged. */
enum Domain {
    /** Whatever its type takes. */
    ANY(List.of()),
    /** Two words with a blank between them. */
    FULL_NAME(List.of("'Ada Byron'", "'Bob Dole'", "'Zoë K'")),
    WORD(List.of("'Ada'", "'Bob'", "'Zoë'")),
    /** A whole number as text. */
    DIGITS(List.of("'1'", "'0'", "'-7'", "'42'")),
    SMALL_NUMBER(List.of("1", "0", "-7", "42")),
    STATUS(List.of("'active'", "'closed'")),
    /** An amount of money without fractions of a cent. */
    MONEY(List.of("1.50", "0.00", "-2.25", "12.00")),
    CENTS(List.of("150", "0", "-225", "1200")),
    /** Of an added column that is computed for the rows that were there before. */
    OF_KEY(List.of("'k1'", "'k2'", "'none'")),
    /** Of a column that is removed. */
    NONE(List.of("'none'")),
    /** Keys of rows that each table has at first. */
    REFERENCE(List.of("1", "2", "3"));

    @SuppressWarnings("ImmutableEnumChecker") // Unmodifiable, of texts.
    private final List<String> literals;

    /** Whether only its own values may be written, and never NULL. */
    boolean isClosed() {
        return this == OF_KEY || this == NONE;
    }

    Domain(List<String> literals) {
        this.literals = literals;
    }

    String literal(Choices choices, Type type) {
        return this == ANY ? type.literal(choices) : choices.of(literals);
    }

    Parameter parameter(Choices choices, Type type, Product product) {
        if (this == ANY) {
            return type.parameter(choices, product);
        }
        String value = choices.of(literals).replaceAll("^'|'$", "");
        return switch (type) {
            case INTEGER -> new Parameter(choices.of("int", "object-int"), value);
            case BIGINT -> new Parameter("long", value);
            case DECIMAL -> new Parameter("decimal", value);
            default -> new Parameter(choices.of("text", "object", "object-varchar", "reader"), value);
        };
    }
}
