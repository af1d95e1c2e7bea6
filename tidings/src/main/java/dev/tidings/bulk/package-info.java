/** Imports rows from files and streams: reads CSV and NDJSON, copies to PostgreSQL, reports bad rows by line. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "database"})
package dev.tidings.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
