/** Hands messages to the outside: the interface, its outcomes, and the transports of this installation. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package dev.tidings.transport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
