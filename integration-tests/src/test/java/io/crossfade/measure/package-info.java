/**
 * Tools run by hand that measure the parser and the planner on corpora of statements, which stay outside of the
 * repository. {@code docs/grammar.md} has the commands.
 */
@NullMarked
package io.crossfade.measure;

import org.jspecify.annotations.NullMarked;
