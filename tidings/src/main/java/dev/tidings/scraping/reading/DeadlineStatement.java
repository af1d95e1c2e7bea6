package dev.tidings.scraping.reading;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the dates of one text say together: which of them is the deadline. The last day of a period stands for the
 * period. Otherwise the words beside the dates decide.
 */
final class DeadlineStatement {
    /** The outcome of the decision. */
    sealed interface Choice {
        /** @param index of the date in the text; {@code day} is resolved */
        record ChosenDate(int index, LocalDate day, DateLabel label) implements Choice {}

        /** @param reason completes the sentence "The deadline ..." */
        record NoChoice(String reason) implements Choice {}

        /** The text has dates, but all of them are of something else. */
        record OtherDatesOnly(DateLabel label) implements Choice {}
    }

    /** A date, or the last day of a period, and what it is. */
    private record LabelledDate(int index, DateLabel label) {}

    private static final Pattern CLAUSE_END = Pattern.compile("[;|!?()/\u2022]|\\.(?= |$)");
    private static final Pattern WEEKDAYS = Pattern.compile("[\ue011-\ue017]\\.?,?");
    private static final Pattern WORD_ENDS = Pattern.compile("[ ,.():\u3001]+");
    private static final Set<String> ARTICLES = words("""
            st nd rd th er 日 月 火 水 木 金 土 一 월 화 수 목 금 토 일 the el le den dem am on il dne dnia zum und dia""");
    private static final Set<String> JOINS = words("""
            - to until till through thru bis au jusqu'au al a ao hasta ate fino tot t/m til do по до iki
            lidz kuni から 至 到""");
    private static final Set<String> CONJUNCTIONS = words("""
            and or und oder et ou y o e ed en of og och ja i a и & + ; / |""");
    private static final Pattern BETWEEN =
            Pattern.compile("(?<!\\p{L})(?:between|zwischen|entre|tra|fra|mellem|mellan|tussen)[^.;|]{0,20}$");
    /** "14 days prior to", right before a date. */
    private static final Pattern OFFSET =
            Pattern.compile("(?<!\\p{L})(?:hours?|days?|weeks?|months?|tage?n?|wochen?|monate?n?"
                    + "|jours?|semaines?|mois|dias?|semanas?|mes|meses|giorn[io]|settiman[ae]|mes[ei])"
                    + " (?:prior to|before|after|following|vor|nach|avant|apres|antes del?|despues del?|prima del?|dopo)"
                    + "(?: (?:the|dem|den|le|el|il))?[ ,.:]*$");

    private static final String INTERVAL = "/";
    private static final String ISO_YEAR = "\\d{4}-.*";

    private final String text;
    private final List<DateMention> dates;
    private final List<TimeMention> times;
    private final LocalDate found;

    /**
     * @param text normalized
     * @param dates in the order of the text
     * @param found the day when the text was found; dates without a year follow it
     */
    DeadlineStatement(String text, List<DateMention> dates, List<TimeMention> times, LocalDate found) {
        this.text = text;
        this.dates = dates;
        this.times = times;
        this.found = found;
    }

    /** Words between two dates can belong to the one before or behind, and then both readings must agree. */
    Choice deadline() {
        Choice choice = deadline(candidates(this::label));
        if (!isLabelledBehind()) {
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
                return label.isDeadline() ? choose(ofLabel, label) : new Choice.OtherDatesOnly(label);
            }
        }
        throw new IllegalStateException("A statement has at least one date");
    }

    private Choice choose(List<LabelledDate> candidates, DateLabel label) {
        if (candidates.stream().anyMatch(candidate -> isOffset(candidate.index()))) {
            return new Choice.NoChoice("is counted from another day");
        }
        try {
            List<Choice.ChosenDate> days = candidates.stream()
                    .map(candidate -> new Choice.ChosenDate(candidate.index(), day(candidate.index()), label))
                    .toList();
            boolean isLatestWanted = label == DateLabel.EXTENDED || label == DateLabel.FINAL;
            Set<LocalDate> distinct = days.stream().map(Choice.ChosenDate::day).collect(Collectors.toSet());
            if (distinct.size() > 1 && !isLatestWanted) {
                return new Choice.NoChoice("names several days ("
                        + distinct.stream().sorted().map(LocalDate::toString).collect(Collectors.joining(", "))
                        + ") and not which of them counts");
            }
            return days.stream()
                    .max(Comparator.comparing(Choice.ChosenDate::day)
                            .thenComparing(day -> dates.get(day.index()).year() != null))
                    .orElseThrow();
        } catch (DateTimeException e) {
            return new Choice.NoChoice("is not a valid date");
        }
    }

    /** A date without a year follows the date before it that has one. */
    private LocalDate day(int index) {
        DateMention date = dates.get(index);
        for (int before = index - 1; before >= 0 && date.year() == null; before--) {
            if (dates.get(before).year() != null) {
                return date.resolve(dates.get(before).resolve(found));
            }
        }
        return date.resolve(found);
    }

    private boolean isOffset(int index) {
        return OFFSET.matcher(withoutTimes(0, dates.get(index).start())).find();
    }

    private List<LabelledDate> candidates(IntFunction<DateLabel> labels) {
        List<LabelledDate> candidates = new ArrayList<>();
        for (int i = 0; i < dates.size(); i++) {
            List<String> joints = i == 0 ? List.of() : joints(i);
            if (i > 0 && isPeriod(i, joints)) {
                LabelledDate start = candidates.removeLast();
                candidates.add(
                        new LabelledDate(i, start.label() == DateLabel.OPENING ? DateLabel.DEADLINE : start.label()));
            } else if (i > 0 && CONJUNCTIONS.containsAll(joints)) {
                candidates.add(new LabelledDate(i, candidates.getLast().label()));
            } else {
                candidates.add(new LabelledDate(i, labels.apply(i)));
            }
        }
        return candidates;
    }

    /** Whether this date and the one before are the ends of a period. */
    private boolean isPeriod(int index, List<String> joints) {
        if (joints.size() != 1) {
            return false;
        }
        DateMention first = dates.get(index - 1);
        String joint = joints.getFirst();
        return switch (joint) {
            case INTERVAL -> text.substring(first.start()).matches(ISO_YEAR);
            default ->
                JOINS.contains(joint)
                        || (CONJUNCTIONS.contains(joint)
                                && BETWEEN.matcher(text.substring(0, first.start()))
                                        .find());
        };
    }

    /** The words and signs between this date and the one before, without times, weekdays and articles. */
    private List<String> joints(int index) {
        return Stream.of(WORD_ENDS.split(behind(index - 1), -1))
                .filter(word -> !word.isEmpty() && !ARTICLES.contains(word))
                .toList();
    }

    private String withoutTimes(int start, int end) {
        StringBuilder between = new StringBuilder(text.substring(start, end));
        for (TimeMention time : times) {
            for (int i = Math.max(time.start(), start); i < Math.min(time.end(), end); i++) {
                between.setCharAt(i - start, ' ');
            }
        }
        return WEEKDAYS.matcher(between).replaceAll(" ");
    }

    /** Whether the text starts with a date and ends with words, and nothing but words and dates is between. */
    private boolean isLabelledBehind() {
        return dates.size() > 1
                && !hasLetter(withoutTimes(0, dates.getFirst().start()))
                && hasLetter(CLAUSE_END.split(behind(dates.size() - 1), 2)[0])
                && IntStream.range(0, dates.size() - 1)
                        .noneMatch(index -> CLAUSE_END.matcher(behind(index)).find());
    }

    private DateLabel labelBehind(int index) {
        return DateLabel.of(CLAUSE_END.split(behind(index), 2)[0]);
    }

    /** The text up to the next date, without times. */
    private String behind(int index) {
        return withoutTimes(dates.get(index).end(), endBehind(index));
    }

    private int endBehind(int index) {
        return index + 1 == dates.size() ? text.length() : dates.get(index + 1).start();
    }

    private static boolean hasLetter(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    /** The words before a date say what it is; of several dates without such words, those behind. */
    private DateLabel label(int index) {
        List<String> before = clauses(
                index == 0 ? 0 : dates.get(index - 1).end(), dates.get(index).start());
        DateLabel label = DateLabel.of(before.getLast());
        for (int i = before.size() - 2; i >= 0 && index == 0 && label == DateLabel.NONE; i--) {
            label = DateLabel.of(before.get(i));
        }
        if (label != DateLabel.NONE || dates.size() == 1) {
            return label;
        }
        boolean isLast = index + 1 == dates.size();
        List<String> behind = clauses(dates.get(index).end(), endBehind(index));
        // The last clause before another date says what that one is.
        return behind.subList(0, isLast ? behind.size() : behind.size() - 1).stream()
                .filter(DeadlineStatement::hasLetter)
                .findFirst()
                .map(DateLabel::of)
                .orElse(DateLabel.NONE);
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+", -1));
    }

    private List<String> clauses(int start, int end) {
        return List.of(
                CLAUSE_END.split(WEEKDAYS.matcher(text.substring(start, end)).replaceAll(" "), -1));
    }
}
