/** Runs scheduled jobs and persistent work. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "digest",
            "audience",
            "edition",
            "health",
            "instance",
            "recommender",
            "retention",
            "scraping",
            "settings",
            "database"
        })
package dev.tidings.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
