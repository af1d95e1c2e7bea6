/** Opportunities, what readers did with them, and the letters that are made of them. */
@NullMarked
@NamedInterface("recommendation")
package dev.tidings.content.recommendation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
