/** Rows from people's files and streams: CSV and NDJSON in, COPY to PostgreSQL, bad rows reported with their line. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database"})
package dev.tidings.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
