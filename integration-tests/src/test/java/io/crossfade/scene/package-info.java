/** What the tests have in common: a server for all of them, a database and a control plane for each, and traffic. */
@NullMarked
package io.crossfade.scene;

import org.jspecify.annotations.NullMarked;
