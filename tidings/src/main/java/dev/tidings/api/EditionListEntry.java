package dev.tidings.api;

import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.DeliverySummary;
import dev.tidings.edition.Edition;
import dev.tidings.edition.ListedEdition;
import dev.tidings.edition.UnreadableEdition;
import io.swagger.v3.oas.annotations.media.Schema;

/** An entry in a list of editions. */
@Schema(
        name = "EditionListEntry",
        description = "An edition, or an edition whose row cannot be read",
        oneOf = {EditionResponse.class, UnreadableEditionResponse.class})
sealed interface EditionListEntry permits EditionResponse, UnreadableEditionResponse {
    long id();

    static EditionListEntry of(ListedEdition listed, DeliverySummaries summaries) {
        DeliverySummary summary = summaries.of(listed);
        return switch (listed) {
            case Edition edition -> EditionResponse.of(edition, summary);
            case UnreadableEdition edition ->
                new UnreadableEditionResponse(
                        edition.id(),
                        edition.digest(),
                        edition.problem(),
                        summary.state().code(),
                        summary.sentence());
        };
    }
}
