/** Processes that belong to this JVM. */
@NullMarked
package io.crossfade.processes;

import org.jspecify.annotations.NullMarked;
