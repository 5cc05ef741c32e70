/**
 * A simulation of the protocol in {@code docs/protocol.md}: the driver's and the control plane's own code under a scheduler
 * that chance decides, seed by seed.
 */
@NullMarked
package io.crossfade.simulate;

import org.jspecify.annotations.NullMarked;
