/** Servers that take letters on this machine, and how they read what comes. */
@NullMarked
package dev.tidings.bench.sink;

import org.jspecify.annotations.NullMarked;
