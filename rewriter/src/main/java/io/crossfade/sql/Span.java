package io.crossfade.sql;

/**
 * A stretch of a statement's text.
 *
 * @param start offset of the first character, in UTF-16 units from 0
 * @param end offset behind the last character
 */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: " + start + ".." + end);
        }
    }

    public String of(String text) {
        return text.substring(start, end);
    }

    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    public Span to(Span last) {
        return new Span(start, last.end);
    }
}
