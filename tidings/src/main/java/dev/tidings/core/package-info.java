/** Values that every package shares. JDK only. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.tidings.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
