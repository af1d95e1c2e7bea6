/** Fetches web documents politely, within limits, and only from public addresses. */
@NullMarked
package dev.tidings.scraping.web;

import org.jspecify.annotations.NullMarked;
