package dev.tidings.recommender.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why an opportunity was picked for a reader. Texts in it are safe to show. */
public sealed interface PickReason {

    /**
     * The reader named what it offers; at least one of words and type is there.
     *
     * @param words at most two, as the reader wrote them
     * @param type the opportunity's, such as residency, or null
     * @param place one of the reader's in which it is, or null
     */
    record InterestMatch(
            List<String> words,
            @Nullable String type,
            @Nullable String place) implements PickReason {}

    /** @param title of the opportunity that it resembles and that the reader reacted to */
    record SimilarItem(Interaction.InteractionKind reaction, String title) implements PickReason {}

    record LikedByOthers() implements PickReason {}

    /** @param place one of the reader's */
    record InReadersPlace(String place) implements PickReason {}

    /** Nothing else speaks for it. */
    record NewItem() implements PickReason {}

    /** @param word what it offers that the reader did not name, or null */
    record UnfamiliarTopic(@Nullable String word) implements PickReason {}
}
