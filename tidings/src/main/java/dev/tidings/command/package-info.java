/** The command line and the demo. No other package depends on it. */
@NullMarked
package dev.tidings.command;

import org.jspecify.annotations.NullMarked;
