/**
 * Which epoch this JVM works under: where snapshots come from, what is claimed by statements in flight, and what the
 * control plane is told of it.
 */
@NullMarked
package io.crossfade.phase;

import org.jspecify.annotations.NullMarked;
