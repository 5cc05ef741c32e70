/** Benchmarks, side by side with peers on the same input. */
@NullMarked
package io.crossfade.benchmarks;

import org.jspecify.annotations.NullMarked;
