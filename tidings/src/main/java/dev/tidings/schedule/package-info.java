/** The one list of everything that runs on a clock or as persistent work. Its methods only delegate. */
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
