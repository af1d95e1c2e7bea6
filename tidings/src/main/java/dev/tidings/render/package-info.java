/** Renders content and a template version to a message. Deterministic: the same content gives the same bytes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "yaml", "digest", "audience", "content", "text"})
package dev.tidings.render;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
