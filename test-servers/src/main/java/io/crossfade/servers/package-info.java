/** The database servers that the tests run on: embedded ones from the build, or containers. */
@NullMarked
package io.crossfade.servers;

import org.jspecify.annotations.NullMarked;
