package io.crossfade.processes;

/** The databases that Crossfade knows. */
public enum Product {
    POSTGRESQL("PostgreSQL", '"'),
    MYSQL("MySQL", '`'),
    MARIADB("MariaDB", '`');

    private final String title;
    private final char quote;

    Product(String title, char quote) {
        this.title = title;
        this.quote = quote;
    }

    /** A name in the quotes that the product has for names. */
    public String quote(String name) {
        String mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }

    @Override
    public String toString() {
        return title;
    }
}
