/** The command line: one class per command. Nothing uses it. */
@NullMarked
package dev.tidings.command;

import org.jspecify.annotations.NullMarked;
