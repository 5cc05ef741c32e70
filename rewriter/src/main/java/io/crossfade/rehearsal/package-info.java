/** What would become of an application's statements in a migration that hasn't started. */
@NullMarked
package io.crossfade.rehearsal;

import org.jspecify.annotations.NullMarked;
