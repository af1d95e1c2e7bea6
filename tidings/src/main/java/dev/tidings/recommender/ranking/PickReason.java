package dev.tidings.recommender.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why an opportunity was picked for a reader. Texts in it are safe to show. */
public sealed interface PickReason {

    /**
     * It matches declared interests. At least one of words and type is present.
     *
     * @param words at most two, as the reader wrote them
     * @param type the opportunity's type, such as residency, or null
     * @param place the declared location that it is in, or null
     */
    record InterestMatch(
            List<String> words,
            @Nullable String type,
            @Nullable String place) implements PickReason {}

    /** @param title of a similar opportunity that the reader interacted with */
    record SimilarItem(Interaction.InteractionKind reaction, String title) implements PickReason {}

    record LikedByOthers() implements PickReason {}

    /** @param place a declared location */
    record InReadersLocation(String place) implements PickReason {}

    /** @param stage the declared career stage, which the opportunity names */
    record CareerStageMatch(String stage) implements PickReason {}

    /** It was posted lately, and no other reason applies. */
    record NewItem() implements PickReason {}

    /** @param word a term of the opportunity that the reader did not declare, or null */
    record UnfamiliarTopic(@Nullable String word) implements PickReason {}
}
