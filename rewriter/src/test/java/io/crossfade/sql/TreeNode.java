package io.crossfade.sql;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** A record of the tree as reflection sees it, so that a new kind of node is seen without being named. */
record TreeNode(Record node, Span span) {

    static TreeNode root(Statement statement) {
        return new TreeNode((Record) statement, statement.span());
    }

    /** The records in the components, in their order; one without a span of its own counts with its parent's. */
    List<TreeNode> children() {
        List<TreeNode> children = new ArrayList<>();
        for (Object value : components()) {
            if (value instanceof Record child && !(child instanceof Span)) {
                children.add(of(child));
            } else if (value instanceof List<?> list) {
                list.stream().filter(Record.class::isInstance).forEach(element -> children.add(of((Record) element)));
            }
        }
        return children;
    }

    /** All spans among the components, the node's own included. */
    List<Span> spans() {
        return components().stream()
                .filter(Span.class::isInstance)
                .map(Span.class::cast)
                .toList();
    }

    /** The node and everything below it. */
    List<TreeNode> all() {
        List<TreeNode> all = new ArrayList<>(List.of(this));
        children().forEach(child -> all.addAll(child.all()));
        return all;
    }

    private TreeNode of(Record child) {
        List<Span> own = new TreeNode(child, span).spans();
        return new TreeNode(child, own.isEmpty() ? span : own.get(0));
    }

    private List<Object> components() {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                values.add(component.getAccessor().invoke(node));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
        return values;
    }
}
