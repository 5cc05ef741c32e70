/**
 * Processes are killed, stopped and cut off from each other at every point of a migration, under a load that knows what was
 * acknowledged.
 */
@NullMarked
package io.crossfade.faults;

import org.jspecify.annotations.NullMarked;
