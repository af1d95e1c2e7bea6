/** The operators' web pages. No other package depends on it. */
@NullMarked
package dev.tidings.console;

import org.jspecify.annotations.NullMarked;
