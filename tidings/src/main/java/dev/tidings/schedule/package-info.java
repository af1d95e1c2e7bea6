/** The one list of everything that runs on a clock or as persistent work. Its methods only delegate. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "digest",
            "audience",
            "content :: recommendation",
            "edition",
            "instance",
            "maintenance",
            "scraping",
            "settings"
        })
package dev.tidings.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
