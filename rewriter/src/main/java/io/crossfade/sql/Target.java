package io.crossfade.sql;

/** A relation with or without those that inherit from it. */
record Target(TableName table, boolean only) {}
