/** The interface of content sources, which compose letters for many recipients at once. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "bulk", "digest", "audience", "yaml", "text"})
package dev.tidings.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
