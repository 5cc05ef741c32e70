/** The control plane's HTTP interface. */
@NullMarked
package io.crossfade.control.http;

import org.jspecify.annotations.NullMarked;
