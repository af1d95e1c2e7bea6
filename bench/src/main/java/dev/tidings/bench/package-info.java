/**
 * Measures the program. The bench fills the tables, the program runs in a second process, and the mail server in a
 * third: the CPU time of each is counted separately.
 */
@NullMarked
package dev.tidings.bench;

import org.jspecify.annotations.NullMarked;
