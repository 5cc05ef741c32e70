/**
 * The planner: a statement, a snapshot and a catalog give a plan. Text edits only; see {@code docs/rewriting}.
 *
 * <p>{@link io.crossfade.rewrite.Planner} reads a text and hands each statement to the rules of its kind, beginning with
 * {@link io.crossfade.rewrite.Statements}. Names are found in a {@link io.crossfade.rewrite.Scope}; what a column under
 * migration is read as, {@link io.crossfade.rewrite.MappedColumn} says for a rename and
 * {@link io.crossfade.rewrite.Converted} for all other mappings. What is written where, {@link
 * io.crossfade.rewrite.Writing} works out; the classes around it put that into the statement's own form.
 */
@NullMarked
package io.crossfade.rewrite;

import org.jspecify.annotations.NullMarked;
