/** Settings from environment variables: one record, validated before anything starts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package dev.tidings.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
