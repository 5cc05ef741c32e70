/** Both sides of real databases compared while applications go on. */
@NullMarked
package io.crossfade.dualread;

import org.jspecify.annotations.NullMarked;
