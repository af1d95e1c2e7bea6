package dev.tidings.edition;

/** Thrown for an edition whose row cannot be read. The message names the edition, the problem, and what it means. */
public final class EditionNotReadable extends RuntimeException {
    private final transient UnreadableEdition edition;

    EditionNotReadable(UnreadableEdition edition) {
        super(edition.describe() + ". Nothing more of it is sent until its row in the table edition is corrected");
        this.edition = edition;
    }

    public UnreadableEdition edition() {
        return edition;
    }
}
