/** Health checks, the watchdog of every node, the node registry, safe repairs. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "settings",
            "database",
            "digest",
            "alerting",
            "edition",
            "ledger",
            "throttle",
            "instance",
            "scraping",
            "opportunities",
            "recommender",
            "audience"
        })
package dev.tidings.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
