package dev.tidings.edition;

/**
 * An edition whose row this release cannot read: it was edited by hand, restored without the table's checks, or written
 * by another release. Nothing more of it is sent until the row is corrected.
 *
 * @param problem what is wrong with the row; no sentence, and without the edition's id
 */
public record UnreadableEdition(long id, String digest, String problem) implements ListedEdition {
    /** The edition and the problem, without a final period. */
    public String describe() {
        return "Edition " + id + " of " + digest + " cannot be read: " + problem;
    }
}
