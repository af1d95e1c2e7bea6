package dev.tidings.instance;

import java.time.Instant;
import java.util.UUID;

/**
 * The adoption of a database: from then on, letters are sent from it.
 *
 * @param id new for each adoption
 * @param adoptedBy the host that adopted it
 */
record Adoption(UUID id, DatabaseFingerprint fingerprint, Instant adoptedAt, String adoptedBy) {}
