/** The client of the Resend API. */
@NullMarked
@NamedInterface("resend")
package dev.tidings.transport.resend;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
