/** Tests the console and the readers' pages in a real browser against the running program. */
@NullMarked
package dev.tidings.browser;

import org.jspecify.annotations.NullMarked;
