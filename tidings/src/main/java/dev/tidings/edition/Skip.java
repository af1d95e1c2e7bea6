package dev.tidings.edition;

import dev.tidings.core.SkipReason;

/** One owed letter that is not to be sent after all. */
record Skip(long id, SkipReason reason) {}
