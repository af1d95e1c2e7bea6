/** The state of every letter, from planned to settled: intent, hand-over, outcomes, queries. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database", "digest", "settings", "transport", "throttle"})
package dev.tidings.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
