/** What the control plane refuses, and how it says so. */
@NullMarked
package io.crossfade.control.error;

import org.jspecify.annotations.NullMarked;
