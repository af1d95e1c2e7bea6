/** Value types used by all packages. Depends only on the JDK. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.tidings.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
