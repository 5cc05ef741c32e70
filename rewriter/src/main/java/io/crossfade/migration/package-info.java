/**
 * What a migration is and where it stands: definitions, phases, snapshots, and the forms in which the control plane and
 * the drivers exchange them.
 */
@NullMarked
package io.crossfade.migration;

import org.jspecify.annotations.NullMarked;
