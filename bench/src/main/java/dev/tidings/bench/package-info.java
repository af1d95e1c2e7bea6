/**
 * Measures the program: each part in a process of its own, so that nobody's work is counted as another's. The tables
 * are filled by one process, the program runs in a second, the mail server that takes its letters in a third.
 */
@NullMarked
package dev.tidings.bench;

import org.jspecify.annotations.NullMarked;
