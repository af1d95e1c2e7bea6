/** Reads YAML files into records. Reports all errors at once, with file, line and key. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package dev.tidings.yaml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
