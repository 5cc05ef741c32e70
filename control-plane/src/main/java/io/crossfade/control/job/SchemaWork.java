package io.crossfade.control.job;

import java.sql.SQLException;

/** What the jobs do to a table, in one kind of database's own way. Each step can be repeated, and resumed half-way. */
interface SchemaWork {

    /** @param reverse whether the source is to follow from the target */
    RowSides sides(boolean reverse) throws SQLException;

    /** Adds the target's columns and those of their indexes that constrain nothing. */
    void expand() throws SQLException;

    /** Drops what {@link #expand} has made. */
    void undoExpand() throws SQLException;

    /** Gives the target's columns the defaults that rows without a copied value mustn't get. */
    void setDefaults() throws SQLException;

    /** Gives the target the source's unique indexes. */
    void buildUniqueIndexes() throws SQLException;

    /** Drops what {@link #buildUniqueIndexes} has made. */
    void dropUniqueIndexes() throws SQLException;

    /** Gives the target every other constraint that it is to have. */
    void bindTarget() throws SQLException;

    /** Takes from the target what would refuse a row that has no value in it. */
    void releaseTarget() throws SQLException;

    /** Takes from the source what would refuse a row for a value that nobody writes any more. */
    void releaseSource() throws SQLException;

    /** Gives the source back what {@link #releaseSource} took. */
    void restoreSource() throws SQLException;

    /** Lets the database know what the target's values are like. */
    void analyze() throws SQLException;

    /** Drops the source, and gives the target's indexes and constraints the names that become free. */
    void contract() throws SQLException;
}
