package io.crossfade.compare.generate;

import io.crossfade.compare.Parameter;
import io.crossfade.processes.Product;
import java.util.List;

/** A type of column, with values that columns of it hold and ways to set parameters of it. */
enum Type {
    INTEGER(
            Kind.NUMBER,
            "integer",
            "int",
            List.of("1", "0", "-7", "42", "2147483647"),
            List.of("int 1", "int -7", "object-int 42", "null-int")),
    BIGINT(
            Kind.NUMBER,
            "bigint",
            "bigint",
            List.of("1", "0", "-5", "9000000000"),
            List.of("long 1", "long -5", "null-long")),
    SMALLINT(Kind.NUMBER, "smallint", "smallint", List.of("1", "0", "-3", "32767"), List.of("short 1", "short -3")),
    DECIMAL(
            Kind.NUMBER,
            "numeric(10,2)",
            "decimal(10,2)",
            List.of("1.50", "0.00", "-2.25", "99999999.99", "1.555"),
            List.of("decimal 1.5", "decimal -2.25", "decimal 1.555", "null-decimal")),
    TEXT(
            Kind.TEXT,
            "text",
            "varchar(200)",
            List.of("'ada'", "''", "'x y'", "'Zoë ☕'", "'it''s'", "'?'", "'a;b'"),
            List.of(
                    "text ada",
                    "text bob",
                    "text x y",
                    "object bob",
                    "object-varchar ada",
                    "reader bob",
                    "null-text",
                    "text ")),
    VARCHAR(
            Kind.TEXT,
            "varchar(12)",
            "varchar(12)",
            List.of("'bob'", "''", "'name'", "'--x'", "'twelve chars'"),
            List.of("text bob", "text eve", "object-varchar bob", "null-text", "text much too long for it")),
    CHAR(
            Kind.TEXT,
            "char(4)",
            "char(4)",
            List.of("'abc'", "'x'", "'abcd'"),
            List.of("text abc", "text x", "null-text")),
    BOOLEAN(Kind.TRUTH, "boolean", "boolean", List.of("TRUE", "FALSE"), List.of("bool true", "bool false")),
    DATE(
            Kind.TIME,
            "date",
            "date",
            List.of("DATE '2026-01-02'", "DATE '1999-12-31'"),
            List.of("date 2026-01-02", "null-date")),
    TIMESTAMP(
            Kind.TIME,
            "timestamp",
            "datetime",
            List.of("TIMESTAMP '2026-01-02 03:04:05'", "TIMESTAMP '2000-02-29 23:59:59'"),
            List.of("timestamp 2026-01-02 03:04:05", "null-timestamp")),
    TIMESTAMPTZ(
            Kind.TIME,
            "timestamptz",
            "datetime(6)",
            List.of("TIMESTAMP '2026-03-01 10:00:00'", "TIMESTAMP '2001-01-01 00:00:00.123456'"),
            List.of("timestamp 2026-03-01 10:00:00")),
    UUID(
            Kind.OTHER,
            "uuid",
            "char(36)",
            List.of("'8a6e0804-2bd0-4672-b79d-d97027f9071a'", "'00000000-0000-0000-0000-000000000001'"),
            List.of("uuid 00000000-0000-0000-0000-000000000001")),
    JSON(
            Kind.OTHER,
            "jsonb",
            "varchar(100)",
            List.of("'{\"a\": 1}'", "'[]'", "'null'"),
            List.of("object-other {\"a\": 1}", "object-other []"));

    /** What types have in common in expressions. */
    enum Kind {
        NUMBER,
        TEXT,
        TRUTH,
        TIME,
        OTHER
    }

    private final Kind kind;
    private final String postgres;
    private final String mysql;

    @SuppressWarnings("ImmutableEnumChecker") // Unmodifiable, of texts.
    private final List<String> literals;

    @SuppressWarnings("ImmutableEnumChecker") // Unmodifiable, of texts.
    private final List<String> parameters;

    Type(Kind kind, String postgres, String mysql, List<String> literals, List<String> parameters) {
        this.kind = kind;
        this.postgres = postgres;
        this.mysql = mysql;
        this.literals = literals;
        this.parameters = parameters;
    }

    Kind kind() {
        return kind;
    }

    String sql(Product product) {
        return product == Product.POSTGRESQL ? postgres : mysql;
    }

    /** The name that a CAST takes. */
    String castable(Product product) {
        if (product == Product.POSTGRESQL) {
            return postgres;
        }
        return switch (this) {
            case INTEGER, BIGINT, SMALLINT, BOOLEAN -> "signed";
            case DECIMAL -> "decimal(10,2)";
            case TEXT -> "char(200)";
            case VARCHAR, CHAR, UUID, JSON -> "char(100)";
            case DATE -> "date";
            case TIMESTAMP, TIMESTAMPTZ -> "datetime";
        };
    }

    String literal(Choices choices) {
        return choices.of(literals);
    }

    Parameter parameter(Choices choices, Product product) {
        String text = choices.of(parameters);
        if (product != Product.POSTGRESQL) {
            text = text.replace("object-other", "text").replace("uuid ", "text ");
        }
        return Parameter.parse(text);
    }
}
