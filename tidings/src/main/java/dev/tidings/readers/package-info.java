/** The pages and endpoints behind the links in letters. */
@NullMarked
package dev.tidings.readers;

import org.jspecify.annotations.NullMarked;
