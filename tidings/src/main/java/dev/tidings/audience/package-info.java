/** Users, consent, preferences and suppressed addresses. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database", "bulk", "digest"})
package dev.tidings.audience;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
