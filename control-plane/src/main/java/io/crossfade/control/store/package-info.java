/** What the control plane remembers: migrations, jobs, instances and the history of phases. */
@NullMarked
package io.crossfade.control.store;

import org.jspecify.annotations.NullMarked;
