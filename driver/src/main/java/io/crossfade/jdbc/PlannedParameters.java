package io.crossfade.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;

/** The application's parameters, of which some stand at several places of the text that is sent. */
final class PlannedParameters extends Wrapped<ParameterMetaData> implements ParameterMetaData {

    private final int[][] places;
    private final WrappedConnection owner;

    PlannedParameters(ParameterMetaData delegate, int[][] places, WrappedConnection owner) {
        super(delegate);
        this.places = places;
        this.owner = owner;
    }

    @Override
    WrappedConnection owner() {
        return owner;
    }

    @Override
    public int getParameterCount() {
        return places.length;
    }

    @Override
    public int isNullable(int parameter) throws SQLException {
        return delegate.isNullable(place(parameter));
    }

    @Override
    public boolean isSigned(int parameter) throws SQLException {
        return delegate.isSigned(place(parameter));
    }

    @Override
    public int getPrecision(int parameter) throws SQLException {
        return delegate.getPrecision(place(parameter));
    }

    @Override
    public int getScale(int parameter) throws SQLException {
        return delegate.getScale(place(parameter));
    }

    @Override
    public int getParameterType(int parameter) throws SQLException {
        return delegate.getParameterType(place(parameter));
    }

    @Override
    public String getParameterTypeName(int parameter) throws SQLException {
        return delegate.getParameterTypeName(place(parameter));
    }

    @Override
    public String getParameterClassName(int parameter) throws SQLException {
        return delegate.getParameterClassName(place(parameter));
    }

    @Override
    public int getParameterMode(int parameter) throws SQLException {
        return delegate.getParameterMode(place(parameter));
    }

    private int place(int parameter) throws SQLException {
        if (parameter < 1 || parameter > places.length || places[parameter - 1].length == 0) {
            throw SqlState.PARAMETER.exception(
                    "nothing is known of parameter " + parameter + "; the statement has " + places.length);
        }
        return places[parameter - 1][0];
    }
}
