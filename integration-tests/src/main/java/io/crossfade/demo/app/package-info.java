/**
 * The demo's application: plain JDBC and HikariCP, as somebody would write it who has never heard of a migration. It
 * knows the column under one name, and keeps a record of what it wrote to find out whether all of it is there.
 */
@NullMarked
package io.crossfade.demo.app;

import org.jspecify.annotations.NullMarked;
