/** Comparing what both sides answer to one query, and keeping what was found until the control plane has taken it. */
@NullMarked
package io.crossfade.dualread;

import org.jspecify.annotations.NullMarked;
