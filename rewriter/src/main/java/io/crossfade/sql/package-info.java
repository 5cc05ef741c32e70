/**
 * SQL text: dialects, the scanner, the parser generated from Calcite's grammar template, and the tree it builds.
 *
 * <p>The tree serves one purpose: to tell which name at which place of the text means what. It is never turned back
 * into text; every node carries the {@link io.crossfade.sql.Span} of the characters it was read from, and rewriting
 * edits the text there.
 */
@NullMarked
package io.crossfade.sql;

import org.jspecify.annotations.NullMarked;
