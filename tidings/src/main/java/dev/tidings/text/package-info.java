/** The texts that readers see, by key, in one language. Depends only on the JDK. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.tidings.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
