@NullMarked
package dev.tidings.testkit;

import org.jspecify.annotations.NullMarked;
