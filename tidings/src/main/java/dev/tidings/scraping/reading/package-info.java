/** Extracts opportunities from documents: RSS, JSON, HTML, sitemaps, iCalendar. Uses no database, clock or network. */
@NullMarked
package dev.tidings.scraping.reading;

import org.jspecify.annotations.NullMarked;
