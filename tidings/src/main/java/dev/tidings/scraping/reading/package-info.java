/** What documents of several kinds tell of opportunities. It knows no database, no clock and no web. */
@NullMarked
package dev.tidings.scraping.reading;

import org.jspecify.annotations.NullMarked;
