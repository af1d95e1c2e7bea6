/** The pages and addresses behind the links in letters. */
@NullMarked
package dev.tidings.readers;

import org.jspecify.annotations.NullMarked;
