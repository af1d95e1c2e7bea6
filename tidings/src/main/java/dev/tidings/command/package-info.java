/** The command line: one class per command. No other package depends on it. */
@NullMarked
package dev.tidings.command;

import org.jspecify.annotations.NullMarked;
