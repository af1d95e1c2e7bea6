@NullMarked
package dev.tidings.bench.chaos;

import org.jspecify.annotations.NullMarked;
