/** JSON over HTTP for administrators, users of the product and the public. No other package depends on it. */
@NullMarked
package dev.tidings.api;

import org.jspecify.annotations.NullMarked;
