/** The console and the readers' pages in a real browser, against the real program. */
@NullMarked
package dev.tidings.browser;

import org.jspecify.annotations.NullMarked;
