package dev.tidings.scraping;

import dev.tidings.scraping.reading.ItemField;
import java.util.List;
import java.util.Map;

/**
 * The texts of an item's second document, as of its last fetch.
 *
 * @param url the address of the item in the list
 * @param item the item's texts in the list; another text means that the document is fetched again
 */
record KnownDetail(String url, String item, Map<ItemField, List<String>> texts) {}
