/** Which of several control planes on one store leads, and what one does that has begun to lead or doesn't any more. */
@NullMarked
package io.crossfade.control.lead;

import org.jspecify.annotations.NullMarked;
