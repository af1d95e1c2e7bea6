/** Messages as bytes (RFC 5322, MIME). */
@NullMarked
@NamedInterface("mime")
package dev.tidings.transport.mime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
