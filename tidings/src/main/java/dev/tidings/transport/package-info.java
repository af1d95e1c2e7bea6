/** Hands messages to mail servers, providers or files: the interface, its outcomes, and the configured transports. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package dev.tidings.transport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
