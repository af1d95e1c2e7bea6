/** Imports opportunities from web sources that YAML files describe. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database", "yaml", "bulk", "opportunities"})
package dev.tidings.scraping;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
