/** Deletes what the retention settings no longer keep. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "database",
            "digest",
            "alerting",
            "health",
            "ledger",
            "edition",
            "feedback",
            "opportunities",
            "recommender",
            "scraping",
            "throttle"
        })
package dev.tidings.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
