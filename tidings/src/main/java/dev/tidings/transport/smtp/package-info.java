/** The SMTP client. */
@NullMarked
@NamedInterface("smtp")
package dev.tidings.transport.smtp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
