/** Opportunity letters: stored model versions and picks, the training job, the content source. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"core", "database", "text", "bulk", "digest", "audience", "content", "opportunities"})
package dev.tidings.recommender;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
