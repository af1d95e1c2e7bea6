package dev.tidings.edition;

/** An entry of a list of editions. A row that cannot be read is an entry too, and does not affect the others. */
public sealed interface ListedEdition permits Edition, UnreadableEdition {
    long id();

    String digest();
}
