/** The command line. */
@NullMarked
package io.crossfade.control.cli;

import org.jspecify.annotations.NullMarked;
