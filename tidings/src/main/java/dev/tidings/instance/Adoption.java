package dev.tidings.instance;

import java.time.Instant;
import java.util.UUID;

/**
 * The database as it was when somebody said that letters go out from it.
 *
 * @param id new with each adoption
 * @param adoptedBy the host on which it was said
 */
record Adoption(UUID id, DatabaseFingerprint fingerprint, Instant adoptedAt, String adoptedBy) {}
