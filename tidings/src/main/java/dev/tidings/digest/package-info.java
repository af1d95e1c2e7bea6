/** What is published and when: digests, their cadence, the period an edition covers. Read from YAML files. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "yaml"})
package dev.tidings.digest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
