/** Whether this database is the one that letters go out from, and not a restored one or a copy. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database", "settings"})
package dev.tidings.instance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
