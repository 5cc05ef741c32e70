/** The demo: one column is renamed under three running applications, and everything is counted. */
@NullMarked
package io.crossfade.demo;

import org.jspecify.annotations.NullMarked;
