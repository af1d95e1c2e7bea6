package dev.tidings.scraping.reading;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What the dates of one text say together: which of them is the deadline. The last day of a period stands for the
 * period. Otherwise the words beside the dates decide.
 */
final class DeadlineStatement {
    /** The outcome of the decision. */
    sealed interface Choice {
        /**
         * A date that is the deadline.
         *
         * @param index of the date in the text; {@code day} is resolved
         * @param isUnexplained whether the text has words, and none that is known
         */
        record ChosenDate(int index, LocalDate day, DateLabel label, boolean isUnexplained) implements Choice {}

        /** @param reason completes the sentence "The deadline ..." */
        record NoChoice(String reason) implements Choice {}

        /** The text has dates, but all of them are of something else. */
        record OtherDatesOnly(DateLabel label) implements Choice {}
    }

    /**
     * A date, or the last day of a period, and what it is.
     *
     * @param first index of the first day of the period, otherwise {@code index}
     */
    private record LabelledDate(int first, int index, DateLabel label) {}

    /** Dates further apart say nothing about each other. Keeps the time linear on hostile texts. */
    private static final int MAX_DISTANCE = 10;

    private final List<DateMention> dates;
    private final DateSurroundings surroundings;
    private final LocalDate found;

    /**
     * @param text normalized
     * @param dates in the order of the text
     * @param found the day when the text was found; dates without a year follow it
     */
    DeadlineStatement(String text, List<DateMention> dates, List<TimeMention> times, LocalDate found) {
        this.dates = dates;
        this.surroundings = new DateSurroundings(text, dates, times);
        this.found = found;
    }

    /** Words between two dates can belong to the one before or behind, and then both readings must agree. */
    Choice deadline() {
        Choice choice = deadline(candidates(this::label));
        if (!surroundings.areLabelledBehind()) {
            return choice;
        }
        return switch (deadline(candidates(this::labelBehind))) {
            case Choice.OtherDatesOnly other -> choice;
            case Choice.ChosenDate behind when behind.label() == DateLabel.NONE || isSameDay(behind, choice) -> choice;
            default -> new Choice.NoChoice("names several days and not clearly which of them counts");
        };
    }

    private static boolean isSameDay(Choice.ChosenDate behind, Choice choice) {
        return choice instanceof Choice.ChosenDate chosen && chosen.day().equals(behind.day());
    }

    private Choice deadline(List<LabelledDate> candidates) {
        for (DateLabel label : DateLabel.values()) {
            List<LabelledDate> ofLabel = candidates.stream()
                    .filter(candidate -> candidate.label() == label)
                    .toList();
            if (!ofLabel.isEmpty()) {
                return label.isDeadline() ? choose(ofLabel, label, candidates) : new Choice.OtherDatesOnly(label);
            }
        }
        throw new IllegalStateException("A statement has at least one date");
    }

    private Choice choose(List<LabelledDate> candidates, DateLabel label, List<LabelledDate> all) {
        if (candidates.stream().anyMatch(candidate -> surroundings.isOffset(candidate.index()))) {
            return new Choice.NoChoice("is counted from another day");
        }
        boolean isUnexplained = label == DateLabel.NONE
                && candidates.stream()
                        .anyMatch(candidate -> surroundings.hasOtherWords(candidate.first(), candidate.index()));
        try {
            List<Choice.ChosenDate> days = candidates.stream()
                    .map(candidate ->
                            new Choice.ChosenDate(candidate.index(), day(candidate, all), label, isUnexplained))
                    .toList();
            boolean isLatestWanted = label == DateLabel.EXTENDED || label == DateLabel.FINAL;
            Set<LocalDate> distinct = days.stream().map(Choice.ChosenDate::day).collect(Collectors.toSet());
            if (distinct.size() > 1 && !isLatestWanted) {
                return severalDays(distinct);
            }
            Choice.ChosenDate chosen = days.stream()
                    .max(Comparator.comparing(Choice.ChosenDate::day)
                            .thenComparing(day -> dates.get(day.index()).year() != null))
                    .orElseThrow();
            Set<LocalDate> ofOthers = label == DateLabel.NONE ? Set.of() : daysOfOtherGroups(chosen, all);
            distinct.addAll(ofOthers);
            return ofOthers.isEmpty() ? chosen : severalDays(distinct);
        } catch (DateTimeException e) {
            return new Choice.NoChoice("is not a valid date");
        }
    }

    private static Choice severalDays(Set<LocalDate> days) {
        return new Choice.NoChoice("names several days ("
                + days.stream().sorted().map(LocalDate::toString).collect(Collectors.joining(", "))
                + ") and not which of them counts");
    }

    /** Days behind the chosen one that may be the deadline for others: "28 Feb for members, 15 Feb for non-members". */
    private Set<LocalDate> daysOfOtherGroups(Choice.ChosenDate chosen, List<LabelledDate> all) {
        return all.stream()
                .filter(other -> other.label() == DateLabel.NONE && other.first() == other.index())
                .filter(other -> other.index() > chosen.index() && other.index() <= chosen.index() + MAX_DISTANCE)
                .filter(other -> surroundings.isOfOtherGroup(
                        chosen.index(), other.index(), day(other, all).isBefore(chosen.day())))
                .map(other -> day(other, all))
                .filter(day -> !day.equals(chosen.day()) && !day.isBefore(found))
                .collect(Collectors.toSet());
    }

    /**
     * A date without a year follows the date before it that has one, if both are joined or of the same call. A show and a
     * notification can come after the deadline.
     */
    private LocalDate day(LabelledDate candidate, List<LabelledDate> all) {
        DateMention date = dates.get(candidate.index());
        int last = Math.max(0, candidate.index() - MAX_DISTANCE);
        for (int before = candidate.index() - 1; before >= last && date.year() == null; before--) {
            DateMention earlier = dates.get(before);
            if (earlier.year() != null && isOfSameCall(before, candidate, all)) {
                return date.resolve(earlier.resolve(found));
            }
        }
        return date.resolve(found);
    }

    private boolean isOfSameCall(int before, LabelledDate candidate, List<LabelledDate> all) {
        LabelledDate earlier = all.stream()
                .filter(other -> other.first() <= before && before <= other.index())
                .findFirst()
                .orElseThrow();
        return switch (earlier.label()) {
            case EVENT, NOTIFICATION -> earlier.label() == candidate.label();
            case OPENING ->
                DateLabel.isOpeningOfCall(surroundings.clausesBefore(before).getLast());
            case NONE ->
                candidate.label() == DateLabel.NONE
                        || !dates.get(before).resolve(found).isAfter(found);
            case EXTENDED, FINAL, DEADLINE, FORMER, EARLY -> true;
        };
    }

    private List<LabelledDate> candidates(IntFunction<DateLabel> labels) {
        List<LabelledDate> candidates = new ArrayList<>();
        for (int i = 0; i < dates.size(); i++) {
            if (i > 0 && surroundings.isPeriod(i)) {
                LabelledDate start = candidates.removeLast();
                candidates.add(new LabelledDate(
                        start.first(), i, start.label() == DateLabel.OPENING ? DateLabel.DEADLINE : start.label()));
            } else if (i > 0 && surroundings.areListed(i)) {
                candidates.add(new LabelledDate(i, i, candidates.getLast().label()));
            } else {
                candidates.add(new LabelledDate(i, i, labels.apply(i)));
            }
        }
        return candidates;
    }

    private DateLabel labelBehind(int index) {
        return DateLabel.of(surroundings.clauseBehind(index));
    }

    /** The words before a date say what it is; of several dates without such words, those behind. */
    private DateLabel label(int index) {
        if (surroundings.isOneOfGroups(index)) {
            return DateLabel.NONE;
        }
        List<String> before = surroundings.clausesBefore(index);
        DateLabel label = DateLabel.of(before.getLast());
        for (int i = before.size() - 2; i >= 0 && index == 0 && label == DateLabel.NONE; i--) {
            label = DateLabel.of(before.get(i));
        }
        String next = surroundings.clauseBehind(index);
        if (label == DateLabel.NONE && !surroundings.isOffset(index)) {
            label = DateLabel.between(before.getLast(), next);
        }
        if (label == DateLabel.NONE && dates.size() == 1) {
            label = DateLabel.ofOnly(next);
        }
        if (label != DateLabel.NONE || dates.size() == 1) {
            return label;
        }
        boolean isLast = index + 1 == dates.size();
        List<String> behind = surroundings.clausesBehind(index);
        // The last clause before another date says what that one is.
        return behind.subList(0, isLast ? behind.size() : behind.size() - 1).stream()
                .filter(DateSurroundings::hasLetter)
                .findFirst()
                .map(DateLabel::of)
                .orElse(DateLabel.NONE);
    }
}
