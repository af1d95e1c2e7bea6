/** Opens, plans, composes, hands over, controls and closes editions. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "database",
            "digest",
            "audience",
            "content",
            "render",
            "instance",
            "ledger",
            "ledger::journal",
            "transport",
            "throttle"
        })
package dev.tidings.edition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
