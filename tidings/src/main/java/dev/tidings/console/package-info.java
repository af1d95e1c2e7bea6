/** The operators' web pages. Nothing uses them. */
@NullMarked
package dev.tidings.console;

import org.jspecify.annotations.NullMarked;
