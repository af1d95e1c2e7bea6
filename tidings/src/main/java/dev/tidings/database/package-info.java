/** The database: connection pools, the embedded PostgreSQL, migrations, the shared clock. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings"})
package dev.tidings.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
