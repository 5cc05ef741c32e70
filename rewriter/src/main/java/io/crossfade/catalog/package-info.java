/** What the planner needs to know of a database's relations, read over a connection that the caller opens and closes. */
@NullMarked
package io.crossfade.catalog;

import org.jspecify.annotations.NullMarked;
