/** Benchmarks of what the driver keeps to its package. */
@NullMarked
package io.crossfade.jdbc;

import org.jspecify.annotations.NullMarked;
