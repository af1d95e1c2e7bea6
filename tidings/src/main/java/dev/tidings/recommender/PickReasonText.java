package dev.tidings.recommender;

import dev.tidings.recommender.ranking.PickReason;
import dev.tidings.recommender.ranking.PickReason.CareerStageMatch;
import dev.tidings.recommender.ranking.PickReason.InReadersLocation;
import dev.tidings.recommender.ranking.PickReason.InterestMatch;
import dev.tidings.recommender.ranking.PickReason.LikedByOthers;
import dev.tidings.recommender.ranking.PickReason.NewItem;
import dev.tidings.recommender.ranking.PickReason.SimilarItem;
import dev.tidings.recommender.ranking.PickReason.UnfamiliarTopic;
import dev.tidings.text.MessageCatalog;
import java.util.List;

/** Why an opportunity was picked, as a sentence. */
record PickReasonText(MessageCatalog messages) {

    String of(PickReason reason) {
        return switch (reason) {
            case InterestMatch interests -> of(interests);
            case SimilarItem similar ->
                messages.text("reason.similar", "did", keyword(similar), "title", similar.title());
            case LikedByOthers others -> messages.text("reason.others");
            case InReadersLocation near -> messages.text("reason.place", "place", near.place());
            case CareerStageMatch match -> messages.text("reason.stage", "stage", match.stage());
            case NewItem item -> messages.text("reason.new");
            case UnfamiliarTopic topic ->
                topic.word() == null
                        ? messages.text("reason.unfamiliar")
                        : messages.text("reason.unfamiliar.word", "word", topic.word());
        };
    }

    private String of(InterestMatch interests) {
        List<String> words = interests.words();
        String type = interests.type();
        String what = switch (words.size()) {
            case 0 -> "type";
            case 1 -> type == null ? "word" : "wordAndType";
            default -> type == null ? "words" : "wordsAndType";
        };
        return messages.text(
                "reason.interests",
                "what",
                what,
                "word",
                words.isEmpty() ? "" : words.getFirst(),
                "other",
                words.size() < 2 ? "" : words.get(1),
                "types",
                type == null ? "" : plural(type),
                "where",
                interests.place() == null ? "no" : "yes",
                "place",
                interests.place() == null ? "" : interests.place());
    }

    private static String keyword(SimilarItem similar) {
        return switch (similar.reaction()) {
            case SAVED -> "saved";
            case APPLIED -> "applied";
            case RATED -> "liked";
            case CLICKED, DISMISSED -> "looked";
        };
    }

    /** Types are English words of the sources: residency, residencies. */
    private static String plural(String type) {
        if (type.isEmpty() || type.endsWith("s")) {
            return type;
        }
        return type.endsWith("y") && type.length() > 1 && "aeiou".indexOf(type.charAt(type.length() - 2)) < 0
                ? type.substring(0, type.length() - 1) + "ies"
                : type + "s";
    }
}
