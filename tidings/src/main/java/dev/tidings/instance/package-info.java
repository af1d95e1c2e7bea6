/** Decides whether this database is the adopted one, not a restored one or a copy. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database", "settings"})
package dev.tidings.instance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
