/** Fake servers and small tools that the tests and the bench share. They know nothing of the program. */
@NullMarked
package dev.tidings.testkit;

import org.jspecify.annotations.NullMarked;
