/** Where the rows live: the connection, the embedded PostgreSQL, migrations. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings"})
package dev.tidings.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
