@NullMarked
package dev.tidings.bench.sink;

import org.jspecify.annotations.NullMarked;
