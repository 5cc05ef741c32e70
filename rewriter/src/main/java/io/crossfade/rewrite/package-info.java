/** The planner: a statement, a snapshot and a catalog give a plan. Text edits only; see {@code docs/rewriting}. */
@NullMarked
package io.crossfade.rewrite;

import org.jspecify.annotations.NullMarked;
