package io.crossfade.rewrite;

import io.crossfade.migration.TableId;

/**
 * A column that a plan reads as an expression over others, where the statement names a column.
 *
 * @param table the table under migration
 * @param column its name for the application
 * @param inCondition whether it is searched, joined or sorted by, so that an index on the column could have served
 */
public record ComputedRead(TableId table, String column, boolean inCondition) {}
