/** Values of MySQL's and MariaDB's rows that are kept while the row is assigned, on the real servers. */
@NullMarked
package io.crossfade.kept;

import org.jspecify.annotations.NullMarked;
