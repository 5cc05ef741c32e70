package io.crossfade.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Arrays;

/** Calls methods of a vendor's public interfaces, which the driver isn't linked against. */
final class VendorMethod {

    private VendorMethod() {}

    /** @throws SQLException the delegate's own, or if it has no such method */
    static Object call(Object delegate, String name, Object... arguments) throws SQLException {
        for (Class<?> type : WrapperClass.publicInterfaces(delegate.getClass())) {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(name) && takes(method, arguments)) {
                    return call(method, delegate, arguments);
                }
            }
        }
        throw SqlState.BYPASS.exception(delegate.getClass().getName() + " has no " + name);
    }

    /** Whether the delegate has a method that would be called. */
    static boolean isThere(Object delegate, String name, Object... arguments) {
        return WrapperClass.publicInterfaces(delegate.getClass()).stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .anyMatch(method -> method.getName().equals(name) && takes(method, arguments));
    }

    private static boolean takes(Method method, Object[] arguments) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length == arguments.length
                && Arrays.stream(parameters).allMatch(type -> type == int.class || type == String.class);
    }

    private static Object call(Method method, Object delegate, Object[] arguments) throws SQLException {
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new IllegalStateException(method + " failed", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " can't be called", e);
        }
    }
}
