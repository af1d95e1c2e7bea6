/** Messages as files in a folder. */
@NullMarked
@NamedInterface("outbox")
package dev.tidings.transport.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
