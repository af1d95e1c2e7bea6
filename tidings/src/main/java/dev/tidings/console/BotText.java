package dev.tidings.console;

import dev.tidings.recommender.ModelVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts of the console for the bot's features, scores and versions. */
public final class BotText {
    private BotText() {}

    /** Returns a feature's display name, or its own name if it has none. */
    public static String feature(String name) {
        return switch (name) {
            case "declared" -> "matches words they declared";
            case "declared_known" -> "declared words, the better they are known";
            case "declared_tried" -> "declared words that they kept passing over";
            case "declared_topics" -> "close to the topics they declared";
            case "declared_topics_known" -> "declared topics, the better they are known";
            case "liked_topics" -> "close to the topics they liked";
            case "liked_topics_known" -> "liked topics, the better they are known";
            case "liked_words" -> "has words of what they liked";
            case "liked_words_known" -> "liked words, the better they are known";
            case "nearest_liked" -> "much like one thing they liked";
            case "nearest_liked_known" -> "one liked thing, the better they are known";
            case "nearest_liked_words" -> "has most words of one thing they liked";
            case "second_liked_words" -> "has most words of another thing they liked";
            case "tag_preference" -> "has tags they like more than others";
            case "word_preference" -> "has words they like more than others";
            case "profile_topics" -> "close to all they declared and liked";
            case "declared_liked_topics" -> "close to topics both declared and liked";
            case "passed_topics" -> "close to topics they passed over";
            case "passed_words" -> "has words of what they passed over";
            case "nearest_dismissed" -> "much like one thing they dismissed";
            case "response" -> "liked by other readers";
            case "response_surprise" -> "liked by others more than expected";
            case "known" -> "has given much feedback";
            case "age" -> "first seen long ago";
            case "discipline" -> "in a discipline they declared";
            case "type_liked" -> "of a type they liked";
            case "place" -> "at one of their places";
            case "career_stage" -> "for their stage of career";
            case "free" -> "costs nothing to apply";
            case "award" -> "has an award";
            case "deadline_near" -> "closes soon";
            case "bias" -> "any opportunity at all";
            default -> name.replace('_', ' ');
        };
    }

    /** {@code +1.82}, {@code −0.5}. */
    public static String signed(double number) {
        String size = String.format(Locale.US, "%.2f", Math.abs(number));
        return size.equals("0.00") ? "0" : (number < 0 ? "\u2212" : "+") + size;
    }

    /** {@code 3.1 %} for 0.031. */
    public static String percent(double share) {
        return String.format(Locale.US, share < 0.1 ? "%.1f\u00a0%%" : "%.0f\u00a0%%", 100 * share);
    }

    /** Returns the probability of a positive reaction as a percentage. */
    public static String chance(double logOdds) {
        return percent(1 / (1 + Math.exp(-logOdds)));
    }

    /** Returns a version's evaluation, or null if it has none. */
    public static @Nullable String figures(ModelVersion version) {
        if (!(version.evaluation().get("candidate_loss") instanceof Number own)
                || !(version.evaluation().get("live_loss") instanceof Number live)) {
            return null;
        }
        String judged = version.evaluation().get("held_out") instanceof Number held
                ? " on " + ConsoleText.count(held.longValue(), "reaction") + " held out"
                : "";
        return "log loss " + loss(own) + ", the live one’s " + loss(live) + judged;
    }

    private static String loss(Number loss) {
        return String.format(Locale.US, "%.4f", loss.doubleValue());
    }
}
