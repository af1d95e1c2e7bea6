/** Rehearses weeks of a digest on a copy of the database, with simulated readers and a clock that is moved. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "database",
            "text",
            "yaml",
            "digest",
            "opportunities",
            "recommender",
            "recommender::ranking",
            "edition",
            "ledger",
            "feedback",
            "transport"
        })
package dev.tidings.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
