/** The work on the application's database: checks, expand, backfill, verify, contract; resumable at any point. */
@NullMarked
package io.crossfade.control.job;

import org.jspecify.annotations.NullMarked;
