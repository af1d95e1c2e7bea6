/** The program's start. */
@NullMarked
package dev.tidings;

import org.jspecify.annotations.NullMarked;
