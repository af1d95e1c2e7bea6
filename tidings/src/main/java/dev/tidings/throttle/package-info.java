/** Rate limits and circuit breakers shared by all nodes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database", "transport"})
package dev.tidings.throttle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
