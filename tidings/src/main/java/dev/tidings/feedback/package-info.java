/** What comes back from readers and providers: unsubscribes, and later opens, clicks, bounces, complaints. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "digest", "audience", "delivery"})
package dev.tidings.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
