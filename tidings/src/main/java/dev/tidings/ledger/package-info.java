/** Every letter from planned to settled: intent, dispatch, outcome, and every question about letters. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database", "digest", "transport", "throttle"})
package dev.tidings.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
