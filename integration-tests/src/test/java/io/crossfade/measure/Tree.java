package io.crossfade.measure;

import io.crossfade.sql.Span;
import io.crossfade.sql.Statement;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The records of a statement's tree as reflection sees them, so that a new kind of node needs no code here. */
public final class Tree {

    private Tree() {}

    /** All records below a statement, itself included, parents in front of their children. */
    public static List<Record> records(Statement statement) {
        List<Record> records = new ArrayList<>();
        Deque<Record> open = new ArrayDeque<>(List.of((Record) statement));
        while (!open.isEmpty()) {
            Record next = open.pop();
            records.add(next);
            List<Record> children = children(next);
            Collections.reverse(children);
            children.forEach(open::push);
        }
        return records;
    }

    /** The records in the components, in their order. */
    static List<Record> children(Record parent) {
        List<Record> children = new ArrayList<>();
        for (RecordComponent component : parent.getClass().getRecordComponents()) {
            Object value = value(parent, component);
            for (Object element : value instanceof List<?> list ? list : Collections.singletonList(value)) {
                if (element instanceof Record child && !(child instanceof Span)) {
                    children.add(child);
                }
            }
        }
        return children;
    }

    private static Object value(Record parent, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(parent);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
