package io.crossfade.jdbc;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodReturn;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.jar.asm.MethodVisitor;

/**
 * The body of a generated method: a direct call of the delegate's method, whose exceptions pass unchanged. What
 * {@link Surface} refuses throws, at once or if the session says so, and what it has guarded is handed to the guard on
 * its way out.
 */
record Forwarding(StackManipulation body) implements Implementation, ByteCodeAppender {

    private static final FieldDescription.InDefinedShape DELEGATE =
            new FieldDescription.ForLoadedField(field(Wrapped.class, "delegate"));
    private static final MethodDescription.InDefinedShape REFUSED = own(Surface.class, "refused", String.class);
    private static final MethodDescription.InDefinedShape REFUSED_UNCHECKED =
            own(Surface.class, "refusedUnchecked", String.class);
    private static final MethodDescription.InDefinedShape BYPASS = own(Wrapped.class, "bypass", String.class);
    private static final MethodDescription.InDefinedShape BYPASS_UNCHECKED =
            own(Wrapped.class, "bypassUnchecked", String.class);

    static Forwarding of(Method method) {
        boolean checked = Arrays.asList(method.getExceptionTypes()).contains(SQLException.class);
        Optional<String> always = Surface.refusalAlways(method);
        if (always.isPresent()) {
            return new Forwarding(new StackManipulation.Compound(
                    new TextConstant(always.get()),
                    MethodInvocation.invoke(checked ? REFUSED : REFUSED_UNCHECKED),
                    net.bytebuddy.implementation.bytecode.Throw.INSTANCE));
        }
        Optional<String> refusal = Surface.refusal(method);
        if (refusal.isPresent()) {
            return new Forwarding(new StackManipulation.Compound(
                    MethodVariableAccess.loadThis(),
                    new TextConstant(refusal.get()),
                    MethodInvocation.invoke(checked ? BYPASS : BYPASS_UNCHECKED),
                    forwarding(method).body()));
        }
        return forwarding(method);
    }

    private static Forwarding forwarding(Method method) {
        MethodDescription.InDefinedShape target = new MethodDescription.ForLoadedMethod(method);
        TypeDescription declaring = target.getDeclaringType().asErasure();
        StackManipulation call = new StackManipulation.Compound(
                MethodVariableAccess.loadThis(),
                FieldAccess.forField(DELEGATE).read(),
                TypeCasting.to(declaring),
                MethodVariableAccess.allArgumentsOf(target),
                MethodInvocation.invoke(target));
        TypeDescription result = target.getReturnType().asErasure();
        Optional<Method> guard = Surface.guard(method);
        if (guard.isPresent()) {
            return new Forwarding(new StackManipulation.Compound(
                    MethodVariableAccess.loadThis(),
                    call,
                    MethodInvocation.invoke(new MethodDescription.ForLoadedMethod(guard.get())),
                    TypeCasting.to(result),
                    MethodReturn.of(result)));
        }
        return new Forwarding(new StackManipulation.Compound(call, MethodReturn.of(result)));
    }

    @Override
    public ByteCodeAppender appender(Target implementationTarget) {
        return this;
    }

    @Override
    public InstrumentedType prepare(InstrumentedType instrumentedType) {
        return instrumentedType;
    }

    @Override
    public Size apply(MethodVisitor visitor, Context context, MethodDescription instrumented) {
        StackManipulation.Size size = body.apply(visitor, context);
        return new Size(size.getMaximalSize(), instrumented.getStackSize());
    }

    private static MethodDescription.InDefinedShape own(Class<?> type, String name, Class<?>... parameters) {
        return new MethodDescription.ForLoadedMethod(method(type, name, parameters));
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getDeclaredMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.lang.reflect.Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
