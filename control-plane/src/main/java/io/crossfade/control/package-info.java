/** The control plane as a whole: started, embedded, closed. */
@NullMarked
package io.crossfade.control;

import org.jspecify.annotations.NullMarked;
