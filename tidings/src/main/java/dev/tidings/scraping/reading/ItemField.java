package dev.tidings.scraping.reading;

import java.util.Locale;

/** What a document can tell of an opportunity. */
public enum ItemField {
    TITLE,
    URL,
    DESCRIPTION,
    ORGANIZATION,
    DEADLINE,
    TAGS,
    DISCIPLINE,
    TYPE,
    LOCATION,
    FEE,
    CURRENCY,
    AWARD,
    REMOTE,
    LANGUAGE,
    POSTED_AT;

    /** Its name in a source's file. */
    public String key() {
        return column().replace('_', '-');
    }

    /** Its name in a line about an opportunity. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isList() {
        return this == TAGS || this == DISCIPLINE;
    }
}
