package io.crossfade.jdbc;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;

/**
 * The classes generated from one handwritten wrapper: for each class of delegates a subclass that has all of its public
 * interfaces and forwards to it whatever the handwritten part doesn't say.
 *
 * @param <F> an interface with one method, which has the parameters of the handwritten class's only constructor
 */
final class WrapperClass<F> {

    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Class<?> base;
    private final Class<F> factoryType;
    private final ClassValue<F> factories = new ClassValue<>() {
        @Override
        protected F computeValue(Class<?> delegate) {
            return factoryOf(generate(delegate));
        }
    };

    WrapperClass(Class<?> base, Class<F> factoryType) {
        this.base = base;
        this.factoryType = factoryType;
    }

    /** Makes wrappers for delegates of this one's class. */
    F factory(Object delegate) {
        return factories.get(delegate.getClass());
    }

    /** The interfaces of a class that are public, the same classes for us as for it, and for applications to use. */
    static Set<Class<?>> publicInterfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> each : allInterfaces(type)) {
            if (Modifier.isPublic(each.getModifiers()) && isVisible(each) && Surface.isShown(each)) {
                found.add(each);
            }
        }
        return found;
    }

    static Set<Class<?>> allInterfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> direct : each.getInterfaces()) {
                collect(direct, found);
            }
        }
        return found;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        found.add(type);
        for (Class<?> parent : type.getInterfaces()) {
            collect(parent, found);
        }
    }

    private static boolean isVisible(Class<?> type) {
        try {
            boolean same =
                    Class.forName(type.getName(), false, HERE.lookupClass().getClassLoader()) == type;
            return same
                    && type.getModule()
                            .isExported(
                                    type.getPackageName(), HERE.lookupClass().getModule());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private Class<?> generate(Class<?> delegate) {
        Set<Class<?>> interfaces = publicInterfaces(delegate);
        DynamicType.Builder<?> builder = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .with(TypeValidation.DISABLED)
                .subclass(base, ConstructorStrategy.Default.IMITATE_SUPER_CLASS)
                .name(base.getName() + "$Of" + delegate.getSimpleName() + COUNT.incrementAndGet())
                .implement(interfaces.toArray(Class[]::new));
        for (Method method : unsaid(interfaces).values()) {
            builder = builder.defineMethod(method.getName(), method.getReturnType(), Visibility.PUBLIC)
                    .withParameters(method.getParameterTypes())
                    .throwing(method.getExceptionTypes())
                    .intercept(Forwarding.of(method));
        }
        try (DynamicType.Unloaded<?> generated = builder.make()) {
            return generated
                    .load(HERE.lookupClass().getClassLoader(), ClassLoadingStrategy.UsingLookup.of(HERE))
                    .getLoaded();
        }
    }

    /** The methods of these interfaces that the handwritten class leaves open, by name and descriptor. */
    private Map<String, Method> unsaid(Set<Class<?>> interfaces) {
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Class<?> type : interfaces) {
            for (Method method : type.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers()) && !saidByHand(base, method)) {
                    MethodType signature = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
                    methods.putIfAbsent(method.getName() + signature.toMethodDescriptorString(), method);
                }
            }
        }
        return methods;
    }

    /** Whether a handwritten class has a body for the method. */
    static boolean saidByHand(Class<?> base, Method method) {
        return declared(base, method).isPresent();
    }

    private static Optional<Method> declared(Class<?> base, Method method) {
        for (Class<?> each = base; each != null; each = each.getSuperclass()) {
            Optional<Method> found = Arrays.stream(each.getDeclaredMethods())
                    .filter(own -> own.getName().equals(method.getName())
                            && !Modifier.isAbstract(own.getModifiers())
                            && Modifier.isPublic(own.getModifiers())
                            && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private F factoryOf(Class<?> generated) {
        Method single = factoryType.getDeclaredMethods()[0];
        MethodType signature = MethodType.methodType(single.getReturnType(), single.getParameterTypes());
        try {
            MethodHandle constructor = HERE.findConstructor(generated, signature.changeReturnType(void.class));
            CallSite site = LambdaMetafactory.metafactory(
                    HERE, single.getName(), MethodType.methodType(factoryType), signature, constructor, signature);
            return factoryType.cast(site.getTarget().invoke());
        } catch (Throwable e) {
            throw new IllegalStateException("a wrapper class of " + base.getName() + " can't be made", e);
        }
    }
}
