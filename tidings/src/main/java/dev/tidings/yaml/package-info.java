/** YAML files to records: every mistake in them is reported at once, with file, line and key. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.tidings.yaml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
