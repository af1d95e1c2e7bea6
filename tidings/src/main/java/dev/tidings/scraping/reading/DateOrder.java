package dev.tidings.scraping.reading;

/** What comes first in a date such as 11/10/2026. */
public enum DateOrder {
    DAY_FIRST,
    MONTH_FIRST
}
