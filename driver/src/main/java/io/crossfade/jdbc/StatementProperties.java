package io.crossfade.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the application has set on a statement, carried over to the one that takes its place. */
final class StatementProperties {

    /** PostgreSQL's own, by their getters and setters. */
    private static final List<String> VENDOR = List.of("PrepareThreshold", "AdaptiveFetch");

    private static final ClassValue<List<Property>> VENDOR_PROPERTIES = new ClassValue<>() {
        @Override
        protected List<Property> computeValue(Class<?> type) {
            return vendorProperties(type);
        }
    };

    /** A getter and the setter of the same name. */
    private record Property(Method getter, Method setter) {}

    private StatementProperties() {}

    static void copy(Statement from, Statement to) throws SQLException {
        if (from.getFetchSize() != to.getFetchSize()) {
            to.setFetchSize(from.getFetchSize());
        }
        if (from.getFetchDirection() != to.getFetchDirection()) {
            to.setFetchDirection(from.getFetchDirection());
        }
        if (from.getMaxRows() != to.getMaxRows()) {
            to.setMaxRows(from.getMaxRows());
        }
        if (from.getMaxFieldSize() != to.getMaxFieldSize()) {
            to.setMaxFieldSize(from.getMaxFieldSize());
        }
        if (from.getQueryTimeout() != to.getQueryTimeout()) {
            to.setQueryTimeout(from.getQueryTimeout());
        }
        if (from.isPoolable() != to.isPoolable()) {
            to.setPoolable(from.isPoolable());
        }
        if (from.isCloseOnCompletion()) {
            to.closeOnCompletion();
        }
        if (from.getClass() == to.getClass()) {
            for (Property property : VENDOR_PROPERTIES.get(from.getClass())) {
                copy(property, from, to);
            }
        }
    }

    private static void copy(Property property, Statement from, Statement to) throws SQLException {
        try {
            property.setter().invoke(to, property.getter().invoke(from));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new IllegalStateException(property.setter() + " failed", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(property.setter() + " isn't accessible", e);
        }
    }

    private static List<Property> vendorProperties(Class<?> type) {
        List<Property> found = new ArrayList<>();
        for (Class<?> each : WrapperClass.publicInterfaces(type)) {
            if (each.getName().equals("org.postgresql.PGStatement")) {
                for (String name : VENDOR) {
                    property(each, name, found);
                }
            }
        }
        return List.copyOf(found);
    }

    private static void property(Class<?> type, String name, List<Property> found) {
        try {
            Method getter = type.getMethod("get" + name);
            found.add(new Property(getter, type.getMethod("set" + name, getter.getReturnType())));
        } catch (NoSuchMethodException e) {
            // An older driver hasn't got this property, so there is nothing to carry over.
            System.getLogger(StatementProperties.class.getName())
                    .log(System.Logger.Level.TRACE, "the delegate's statements have no " + name);
        }
    }
}
