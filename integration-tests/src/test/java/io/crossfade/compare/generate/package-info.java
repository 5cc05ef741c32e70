/**
 * The generator of the comparison machine: worlds (tables, rows, migrations) and statements from a seed, run on a plain
 * database and through Crossfade in every phase, and shrunk where the two differ.
 */
@NullMarked
package io.crossfade.compare.generate;

import org.jspecify.annotations.NullMarked;
