/**
 * The comparison machine: every shape of statement, in every phase, for every shape of application code, on a plain
 * database and through Crossfade; what comes back and what is left behind has to be the same.
 */
@NullMarked
package io.crossfade.compare;

import org.jspecify.annotations.NullMarked;
