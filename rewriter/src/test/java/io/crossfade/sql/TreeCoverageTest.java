package io.crossfade.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
            QueryBody.class,
            FromItem.class,
            Expr.class);

    /** The grammar doesn't read them yet. */
    private static final Set<Class<?>> TO_COME = Set.of(
            Statement.MultiUpdate.class,
            Statement.MultiDelete.class,
            Statement.CreateAs.class,
            Statement.Prepare.class,
            Statement.Copy.class,
            Expr.Variable.class,
            Expr.ColumnDefault.class,
            Expr.InsertedValue.class,
            Expr.Match.class,
            Expr.Interval.class,
            Expr.SequenceValue.class);

    @Test
    void someStatementOfTheCorpusHasEachKindOfNode() {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        for (Class<?> family : FAMILIES) {
            kinds.addAll(Arrays.asList(family.getPermittedSubclasses()));
        }
        kinds.removeAll(TO_COME);
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

    private static Stream<Record> nodes() {
        return Corpus.statements().stream()
                .map(Corpus::parseOne)
                .flatMap(statement -> TreeNode.root(statement).all().stream())
                .map(TreeNode::node);
    }
}
