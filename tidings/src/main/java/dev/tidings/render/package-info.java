/** Content and template version to message, deterministic: same content, same bytes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "yaml", "digest", "audience", "content", "text"})
package dev.tidings.render;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
