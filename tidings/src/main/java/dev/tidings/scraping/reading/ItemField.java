package dev.tidings.scraping.reading;

import java.util.Locale;

/** The fields of an opportunity in a document. */
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

    /** The name in a source file. */
    public String key() {
        return column().replace('_', '-');
    }

    /** The name in an import row. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isList() {
        return this == TAGS || this == DISCIPLINE;
    }
}
