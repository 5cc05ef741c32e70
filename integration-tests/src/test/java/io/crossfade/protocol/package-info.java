/**
 * A model of the protocol in {@code docs/protocol.md}, and a search through all of its states within bounds. What the
 * model's steps are named after stands there.
 */
@NullMarked
package io.crossfade.protocol;

import org.jspecify.annotations.NullMarked;
