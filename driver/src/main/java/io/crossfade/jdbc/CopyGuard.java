package io.crossfade.jdbc;

import io.crossfade.rewrite.KeyRequest;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.Argument;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Stands between PostgreSQL's {@code CopyManager} and the application: COPY of a migrating table is refused, and any
 * other holds its claim until it has ended. The manager is a class, so the guarded one is a subclass; all of its
 * methods come down to the three that start an operation.
 */
final class CopyGuard {

    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final ClassValue<Constructor<?>> GUARDED = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            return guarded(type);
        }
    };

    private final WrappedConnection owner;

    private CopyGuard(WrappedConnection owner) {
        this.owner = owner;
    }

    /** Set after construction: the constructor is the superclass's. */
    interface Guarded {
        void setGuard(CopyGuard guard);
    }

    static Object guard(WrappedConnection owner, Object raw) {
        try {
            Object manager = GUARDED.get(raw.getClass()).newInstance(owner.delegate);
            ((Guarded) manager).setGuard(new CopyGuard(owner));
            return manager;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the copy API can't be guarded", e);
        }
    }

    /** Called by generated code in place of {@code copyIn(sql)}, {@code copyOut(sql)} and {@code copyDual(sql)}. */
    @RuntimeType
    Object start(@Argument(0) String sql, @Origin Method method, @SuperCall Callable<?> copy) throws Exception {
        if (method.getName().equals("copyDual")) {
            owner.bypass("Crossfade refuses CopyManager.copyDual: it is for replication, which shows rows as they are"
                    + " stored; use a direct connection");
            return copy.call();
        }
        Session session = owner.session();
        Planned planned = session.enter(sql, KeyRequest.NONE);
        boolean started = false;
        try {
            if (planned.plan().isTouched()) {
                throw SqlState.REFUSED.exception(
                        "migration '" + planned.plan().touched().get(0)
                                + "': Crossfade refuses COPY of a migrating table; use INSERT or SELECT statements");
            }
            Object operation = new Operation(session, copy.call(), method.getReturnType()).shown();
            started = true;
            return operation;
        } finally {
            if (!started) {
                session.abandon();
            }
        }
    }

    private static Constructor<?> guarded(Class<?> type) {
        try (DynamicType.Unloaded<?> made = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(type, ConstructorStrategy.Default.IMITATE_SUPER_CLASS)
                .name(CopyGuard.class.getName() + "$OfCopyManager")
                .defineField("guard", CopyGuard.class, Visibility.PACKAGE_PRIVATE)
                .implement(Guarded.class)
                .intercept(FieldAccessor.ofField("guard"))
                .method(ElementMatchers.namedOneOf("copyIn", "copyOut", "copyDual")
                        .and(ElementMatchers.takesArguments(String.class)))
                .intercept(MethodDelegation.toField("guard"))
                .make()) {
            return made.load(CopyGuard.class.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(HERE))
                    .getLoaded()
                    .getConstructors()[0];
        }
    }

    /** A COPY under way, whose end gives up the claim. */
    private static final class Operation {

        private final Session session;
        private final Object raw;
        private final Class<?> type;
        private final Method isActive;
        private boolean over;

        Operation(Session session, Object raw, Class<?> type) throws NoSuchMethodException {
            this.session = session;
            this.raw = raw;
            this.type = type;
            this.isActive = type.getMethod("isActive");
        }

        Object shown() {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> call(method, arguments));
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(raw, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                endIfOver();
            }
        }

        private void endIfOver() throws ReflectiveOperationException, SQLException {
            if (!over && !(Boolean) isActive.invoke(raw)) {
                over = true;
                session.exit(SessionEffects.NONE, true);
            }
        }
    }
}
