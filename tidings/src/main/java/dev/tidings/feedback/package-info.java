/** Processes reader actions: unsubscribes, ratings, opens and clicks. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"core", "database", "digest", "audience", "ledger", "opportunities", "recommender"})
package dev.tidings.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
