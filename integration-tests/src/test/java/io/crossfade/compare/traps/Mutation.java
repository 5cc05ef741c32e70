package io.crossfade.compare.traps;

import io.crossfade.rewrite.Planner;
import java.io.IOException;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/**
 * A change of one method of the rewriter in this JVM, which takes a rule out; taken back when closed. One at a time: what
 * the changed methods ask for is static, since their code can't refer to anything else.
 */
final class Mutation implements AutoCloseable {

    /** What a method is changed to. */
    sealed interface Change {

        /** It does nothing, and gives null, false or 0. */
        record Skipped() implements Change {}

        /** It gives something else. The operator takes what it would give, and its arguments as an array. */
        record Answers(BiFunction<Object, Object[], Object> answer) implements Change {}

        /** It is given something else. */
        record Takes(UnaryOperator<Object[]> arguments) implements Change {}
    }

    private static volatile @Nullable BiFunction<Object, Object[], Object> answer;
    private static volatile @Nullable UnaryOperator<Object[]> arguments;

    private static final ClassReloadingStrategy RELOADING = reloading();

    private final Class<?> changed;

    private Mutation(Class<?> changed) {
        this.changed = changed;
    }

    private static ClassReloadingStrategy reloading() {
        ByteBuddyAgent.install();
        return ClassReloadingStrategy.fromInstalledAgent();
    }

    static Class<?> ruleClass(String name) throws ClassNotFoundException {
        return Class.forName(Planner.class.getPackageName() + "." + name);
    }

    /**
     * Changes a method, with all that are called like it and take as much.
     *
     * @param parameters how many it takes; -1 for any number
     */
    static Mutation of(String className, String method, int parameters, Change change) throws ClassNotFoundException {
        Class<?> type = ruleClass(className);
        ElementMatcher.Junction<MethodDescription> methods = ElementMatchers.named(method);
        if (parameters >= 0) {
            methods = methods.and(ElementMatchers.takesArguments(parameters));
        }
        if (java.util.Arrays.stream(type.getDeclaredMethods())
                .noneMatch(each ->
                        each.getName().equals(method) && (parameters < 0 || each.getParameterCount() == parameters))) {
            throw new IllegalArgumentException(className + " has no method " + method + " of " + parameters);
        }
        Class<?> advice;
        if (change instanceof Change.Answers answers) {
            answer = answers.answer();
            advice = Answering.class;
        } else if (change instanceof Change.Takes takes) {
            arguments = takes.arguments();
            advice = Taking.class;
        } else {
            advice = Skipping.class;
        }
        new ByteBuddy()
                .redefine(type)
                .visit(Advice.to(advice).on(methods))
                .make()
                .load(type.getClassLoader(), RELOADING);
        return new Mutation(type);
    }

    @Override
    public void close() throws IOException {
        RELOADING.reset(changed);
    }

    /** For the changed methods, which are in another package. */
    public static Object answer(Object given, Object[] taken) {
        return answer == null ? given : answer.apply(given, taken);
    }

    /** For the changed methods, which are in another package. */
    public static Object[] arguments(Object[] taken) {
        return arguments == null ? taken : arguments.apply(taken);
    }

    /** Copied into a method. */
    static final class Skipping {

        private Skipping() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    /** Copied into a method. */
    static final class Answering {

        private Answering() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.AllArguments Object[] taken,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object given) {
            given = MutationAccess.answer(given, taken);
        }
    }

    /** Copied into a method. */
    static final class Taking {

        private Taking() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object[] taken) {
            taken = MutationAccess.arguments(taken);
        }
    }
}
