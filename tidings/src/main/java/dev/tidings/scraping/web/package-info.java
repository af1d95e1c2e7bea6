/** Documents from the web: politely, within limits, and from public addresses only. */
@NullMarked
package dev.tidings.scraping.web;

import org.jspecify.annotations.NullMarked;
