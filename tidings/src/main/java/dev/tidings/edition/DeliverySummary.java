package dev.tidings.edition;

import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state of an edition or of the installation, in one sentence that is true by its worst part.
 *
 * @param sentence begins with the counts and ends with a period
 * @param progress the counts, summed over the editions
 * @param period the editions' period; null if there is none, or more than one
 */
public record DeliverySummary(
        DeliveryState state,
        String sentence,
        EditionProgress progress,
        @Nullable DigestPeriod period) {
    static final EditionProgress NONE = new EditionProgress(0, 0, 0, 0, 0);

    /**
     * One edition's part of a sentence.
     *
     * @param subject the digest's title
     * @param phrase replaces the state's word, and names the edition; null for the word
     * @param detail the reason or the next step, or null
     */
    record StatePart(
            DeliveryState state,
            String subject,
            @Nullable DigestPeriod period,
            EditionProgress progress,
            @Nullable String phrase,
            @Nullable String detail) {

        static StatePart of(Edition edition, DeliveryState state, String title, @Nullable String detail) {
            String phrase = state == DeliveryState.NOBODY_DUE ? "nobody was due a letter of " + title : null;
            return new StatePart(state, title, edition.period(), edition.progress(), phrase, detail);
        }

        static StatePart unreadable(UnreadableEdition edition) {
            String phrase = "edition " + edition.id() + " of " + edition.digest() + " cannot be read";
            return new StatePart(DeliveryState.UNREADABLE, edition.digest(), null, NONE, phrase, edition.problem());
        }

        /** The part of an edition that was due and is not opened. */
        static StatePart missing(String title, DigestPeriod period) {
            return new StatePart(DeliveryState.LATE, title, period, NONE, title + " did not go out", null);
        }
    }

    /**
     * The sentence about one edition of a known state.
     *
     * @param reason why it is in this state
     */
    public static String sentence(DeliveryState state, EditionProgress progress, String reason) {
        return of(new StatePart(state, "", null, progress, null, reason)).sentence();
    }

    static DeliverySummary of(StatePart part) {
        return summary(List.of(part));
    }

    /** @param parts one for each current edition, and one for each that is missing */
    static DeliverySummary of(List<StatePart> parts) {
        return parts.isEmpty()
                ? new DeliverySummary(DeliveryState.NOT_STARTED, "Nothing was sent yet.", NONE, null)
                : summary(parts.stream()
                        .sorted(Comparator.comparing(StatePart::state))
                        .toList());
    }

    /** Nothing is sent, whatever the editions' states. */
    DeliverySummary refused() {
        return new DeliverySummary(DeliveryState.STOPPED, "Nothing is sent from this database.", progress, period);
    }

    private static DeliverySummary summary(List<StatePart> parts) {
        EditionProgress sum = sum(parts);
        DeliveryState worst = parts.getFirst().state();
        List<StatePart> worstParts = ofState(parts, worst);
        List<DeliveryState> others = parts.stream()
                .map(StatePart::state)
                .distinct()
                .filter(state -> state != worst && state.precedes(DeliveryState.CANCELLED))
                .toList();
        List<String> clauses = new ArrayList<>();
        clauses.add(worstClause(worstParts, parts.size() > worstParts.size()));
        others.forEach(state -> clauses.add(otherClause(state, ofState(parts, state))));
        String detail = worstParts.getFirst().detail();
        String reason = parts.size() == 1 && detail != null ? ": " + detail : "";
        return new DeliverySummary(
                worst, sentence(sum, worst, String.join(", ", clauses) + reason), sum, period(parts));
    }

    private static List<StatePart> ofState(List<StatePart> parts, DeliveryState state) {
        return parts.stream().filter(part -> part.state() == state).toList();
    }

    private static @Nullable DigestPeriod period(List<StatePart> parts) {
        DigestPeriod first = parts.getFirst().period();
        return parts.stream().allMatch(part -> Objects.equals(part.period(), first)) ? first : null;
    }

    private static String sentence(EditionProgress sum, DeliveryState worst, String clauses) {
        boolean counted = sum.due() > 0 || worst == DeliveryState.SENDING;
        String text = counted ? counts(sum) + "; " + clauses : clauses;
        String capitalized = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return capitalized.endsWith(".") ? capitalized : capitalized + ".";
    }

    /** @param named whether there are editions in other states */
    private static String worstClause(List<StatePart> parts, boolean named) {
        StatePart first = parts.getFirst();
        boolean prefixed = named && first.state() != DeliveryState.FINISHED && first.phrase() == null;
        String subjects = prefixed
                ? parts.stream().map(StatePart::subject).distinct().collect(Collectors.joining(" and ")) + " "
                : "";
        return subjects + group(parts);
    }

    /** {@code 2 paused with 434 pending}. */
    private static String otherClause(DeliveryState state, List<StatePart> parts) {
        return number(parts.size()) + " " + state.word() + pending(sum(parts).owed());
    }

    /** The parts of one state. */
    private static String group(List<StatePart> parts) {
        List<String> clauses = new ArrayList<>(parts.stream()
                .map(StatePart::phrase)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        List<StatePart> counted =
                parts.stream().filter(part -> part.phrase() == null).toList();
        if (!counted.isEmpty()) {
            clauses.add(counted.getFirst().state().word() + pending(sum(counted).owed()));
        }
        return String.join(", ", clauses);
    }

    /** {@code 807 sent, 90 skipped, 2 failed}. */
    private static String counts(EditionProgress progress) {
        return number(progress.sent()) + " sent"
                + (progress.skipped() == 0 ? "" : ", " + number(progress.skipped()) + " skipped")
                + (progress.error() == 0 ? "" : ", " + number(progress.error()) + " failed");
    }

    private static String pending(long owed) {
        return owed == 0 ? "" : " with " + number(owed) + " pending";
    }

    private static String number(long count) {
        return String.format(Locale.US, "%,d", count);
    }

    private static EditionProgress sum(List<StatePart> parts) {
        return parts.stream().map(StatePart::progress).reduce(NONE, DeliverySummary::sum);
    }

    private static EditionProgress sum(EditionProgress one, EditionProgress other) {
        return new EditionProgress(
                one.due() + other.due(),
                one.sent() + other.sent(),
                one.skipped() + other.skipped(),
                one.error() + other.error(),
                one.owed() + other.owed());
    }
}
