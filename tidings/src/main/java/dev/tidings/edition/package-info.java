/** Opens, plans, composes, settles and closes editions; keeps the ledger. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "digest", "audience", "content", "render", "delivery", "instance"})
package dev.tidings.edition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
