/** The driver's jar as an application gets it. */
@NullMarked
package io.crossfade.jar;

import org.jspecify.annotations.NullMarked;
