/** The file from which the control plane knows its databases. */
@NullMarked
package io.crossfade.control.config;

import org.jspecify.annotations.NullMarked;
