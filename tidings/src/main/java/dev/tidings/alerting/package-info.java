/** Alerts: when a change of a health check is announced, to whom, by which channel. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings", "database", "digest", "transport"})
package dev.tidings.alerting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
