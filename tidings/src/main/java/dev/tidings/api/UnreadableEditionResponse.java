package dev.tidings.api;

import io.swagger.v3.oas.annotations.media.Schema;

/** An edition in API lists whose row cannot be read. */
@Schema(
        name = "UnreadableEdition",
        description = "An edition whose row this release cannot read. Nothing more of it is sent until its row is"
                + " corrected; other editions are not affected.")
record UnreadableEditionResponse(
        @Schema(example = "12") long id,
        @Schema(example = "living-lytics") String digest,

        @Schema(
                description = "what is wrong with its row",
                example = "its status \"asleep\" is unknown to this release")
        String unreadable,

        @Schema(example = "unreadable") String state,
        @Schema(description = "the state in one sentence") String sentence)
        implements EditionListEntry {}
