/** The rehearsal of a migration: what it would do to an application's statements, and what in the database stands in its way. */
@NullMarked
package io.crossfade.control.check;

import org.jspecify.annotations.NullMarked;
