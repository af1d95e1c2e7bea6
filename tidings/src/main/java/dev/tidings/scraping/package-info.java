/** Opportunities from the web: sources as YAML describes them, visited at their intervals, politely and safely. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "yaml", "bulk", "opportunities"})
package dev.tidings.scraping;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
