/** Daily numbers per account: ingest, totals, week-over-week, trend, best day. */
@NullMarked
@NamedInterface("metrics")
package dev.tidings.content.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
