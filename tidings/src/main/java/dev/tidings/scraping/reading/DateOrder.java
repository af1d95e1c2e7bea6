package dev.tidings.scraping.reading;

/** The order of day and month in dates such as 11/10/2026. */
public enum DateOrder {
    DAY_FIRST,
    MONTH_FIRST
}
