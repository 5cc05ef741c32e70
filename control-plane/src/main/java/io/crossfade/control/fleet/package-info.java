/** Instances, acknowledgements, and the steps of a migration that they allow. */
@NullMarked
package io.crossfade.control.fleet;

import org.jspecify.annotations.NullMarked;
