/** What wrappers of JDBC cost, side by side. */
@org.jspecify.annotations.NullMarked
package io.crossfade.benchmarks.wrapping;
