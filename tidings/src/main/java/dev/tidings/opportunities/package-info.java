/** The catalog of opportunities: import, near-duplicate detection, and feedback events. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database", "text", "bulk"})
package dev.tidings.opportunities;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
