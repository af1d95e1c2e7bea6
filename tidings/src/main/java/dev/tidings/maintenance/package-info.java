/** Watches the house: health checks, alerts, the watchdog on letters delivered, safe repairs, pruning. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "settings",
            "database",
            "digest",
            "delivery",
            "edition",
            "instance",
            "scraping",
            "content :: recommendation"
        })
package dev.tidings.maintenance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
