/** Daily numbers per account: ingest, totals, week-over-week, trend, best day. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "bulk", "digest", "audience", "content"})
package dev.tidings.content.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
