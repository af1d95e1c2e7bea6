/** Fake servers and tools for tests and the bench. They do not depend on the program. */
@NullMarked
package dev.tidings.testkit;

import org.jspecify.annotations.NullMarked;
