/** The sentences that readers see, by key, in one language. JDK only. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.tidings.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
