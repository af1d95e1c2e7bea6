/** Who may be mailed: users, their consent and preferences, suppressed addresses. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "bulk", "digest"})
package dev.tidings.audience;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
