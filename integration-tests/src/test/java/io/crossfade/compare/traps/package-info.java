/** The ways in which systems like this one went wrong, one by one: statements written by hand, on every database. */
@NullMarked
package io.crossfade.compare.traps;

import org.jspecify.annotations.NullMarked;
