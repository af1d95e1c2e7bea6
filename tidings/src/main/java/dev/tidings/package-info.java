/** The application class and its beans. */
@NullMarked
package dev.tidings;

import org.jspecify.annotations.NullMarked;
