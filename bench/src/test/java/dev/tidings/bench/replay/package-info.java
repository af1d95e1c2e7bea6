@NullMarked
package dev.tidings.bench.replay;

import org.jspecify.annotations.NullMarked;
