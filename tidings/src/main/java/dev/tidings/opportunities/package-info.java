/** The catalog of opportunities: import, near-duplicates, and what readers rated and clicked. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "text", "bulk"})
package dev.tidings.opportunities;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
