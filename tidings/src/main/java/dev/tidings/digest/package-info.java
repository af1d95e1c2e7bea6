/** Digests, their cadence and the periods of editions, read from YAML files. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "yaml"})
package dev.tidings.digest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
