/** One class per transport: outbox, smtp, resend. */
@NullMarked
package dev.tidings.delivery.transport;

import org.jspecify.annotations.NullMarked;
