/** The processes that the demo and the tests start: a PostgreSQL server, a control plane, applications. */
@NullMarked
package io.crossfade.processes;

import org.jspecify.annotations.NullMarked;
