/** Applications, a control plane and what may happen to them while a migration goes on. */
@NullMarked
package io.crossfade.fleet;

import org.jspecify.annotations.NullMarked;
