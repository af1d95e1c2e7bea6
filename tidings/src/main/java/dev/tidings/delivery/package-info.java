/** Owed letters and their hand-over to a transport. Knows nothing of what the letters say. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package dev.tidings.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
