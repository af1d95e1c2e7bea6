/** JSON over HTTP: for administrators, for users of the product, and for the public. Nothing uses it. */
@NullMarked
package dev.tidings.api;

import org.jspecify.annotations.NullMarked;
