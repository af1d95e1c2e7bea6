/** One class per transport: outbox, smtp, resend; and the settings that they are built from. */
@NullMarked
@NamedInterface("transport")
package dev.tidings.delivery.transport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
