package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TreeCoverageTest {

    private static final List<Class<?>> FAMILIES = List.of(
            Statement.class,
            Statement.Assignment.class,
            Statement.ConflictTarget.class,
            Statement.MergeAction.class,
            Statement.Into.class,
            QueryBody.class,
            FromItem.class,
            Expr.class);

    @Test
    void someStatementOfTheCorpusHasEachKindOfNode() {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        for (Class<?> family : FAMILIES) {
            kinds.addAll(Arrays.asList(family.getPermittedSubclasses()));
        }
        Set<Class<?>> found = nodes().map(Record::getClass).collect(Collectors.toSet());

        assertThat(kinds).isNotEmpty();
        assertThat(found).containsAll(kinds);
    }

    @Test
    void someStatementOfTheCorpusHasEachKindOfJoinAndSubquery() {
        assertThat(nodes().filter(FromItem.Join.class::isInstance)
                        .map(node -> ((FromItem.Join) node).kind())
                        .distinct())
                .containsExactlyInAnyOrder(FromItem.Join.Kind.values());
        assertThat(nodes().filter(Expr.Subquery.class::isInstance)
                        .map(node -> ((Expr.Subquery) node).kind())
                        .distinct())
                .containsExactlyInAnyOrder(Expr.Subquery.Kind.values());
    }

    @Test
    void someStatementOfTheCorpusHasEachModifier() {
        Set<Statement.Modifier> found = EnumSet.noneOf(Statement.Modifier.class);
        nodes().forEach(node -> {
            if (node instanceof Statement.Insert insert) {
                found.addAll(insert.modifiers());
            } else if (node instanceof Statement.Update update) {
                found.addAll(update.modifiers());
            } else if (node instanceof Statement.Delete delete) {
                found.addAll(delete.modifiers());
            } else if (node instanceof QueryBody.Select select) {
                found.addAll(select.modifiers());
            }
        });

        assertThat(found).containsExactlyInAnyOrder(Statement.Modifier.values());
    }

    private static Stream<Record> nodes() {
        return Corpus.all().stream().flatMap(text -> text.tree().all().stream()).map(TreeNode::node);
    }
}
