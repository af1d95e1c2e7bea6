package dev.tidings.opportunities;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of a report that identify its call, compared with reports of other sources.
 *
 * @param title the distinctive words of the title without the source's decoration, in order
 * @param wholeTitle all words of the title
 * @param organization the words of the organization's name
 * @param description the words of the description
 * @param context the words of place, type, disciplines and tags
 */
record CallText(
        List<String> title,
        Set<String> wholeTitle,
        Set<String> organization,
        Set<String> description,
        Set<String> context) {

    /** Share of the words of an organization's name that the other report has, if it is of the same organization. */
    private static final double SAME_ORGANIZATION = 0.6;

    /** Fewer words say nothing about the whole description. */
    private static final int MIN_DESCRIPTION = 6;

    /** With a smaller share in common, two descriptions are of different calls. */
    private static final double RELATED_DESCRIPTION = 0.3;

    /** Share of the shorter description's words that the longer one has, if both describe the same call. */
    private static final double SAME_DESCRIPTION = 0.6;

    /** The same for a title with words that the other report has nowhere. */
    private static final double EQUAL_DESCRIPTION = 0.8;

    /** Share of the distinctive words that titles and organizations have in common. */
    private static final double SAME_NAME = 0.55;

    /** @param context place, type, disciplines and tags, in any order */
    static CallText of(
            String title,
            @Nullable String organization,
            @Nullable String description,
            @Nullable String context,
            TitleDecoration decoration) {
        return new CallText(
                distinctive(normalized(decoration.core(title).stream()))
                        .distinct()
                        .toList(),
                normalized(TitleDecoration.NONE.core(title).stream()).collect(Collectors.toSet()),
                words(organization),
                words(description),
                words(context));
    }

    /** The words by which other reports of the call are found. */
    Set<String> identifyingWords() {
        return distinctive(Stream.concat(title.stream(), organization.stream())).collect(Collectors.toSet());
    }

    /**
     * Whether both reports describe the same call.
     *
     * @param deadlinesAgree whether both deadlines are known, and at most a day apart
     */
    boolean matches(CallText other, boolean deadlinesAgree) {
        Set<String> shared = identifyingWords();
        shared.retainAll(other.identifyingWords());
        shared.removeIf(EditionWords::isOne);
        if (shared.isEmpty() || EditionWords.differ(title, other.title)) {
            return false;
        }
        double descriptions = overlap(description, other.description);
        if (!deadlinesAgree && descriptions < EQUAL_DESCRIPTION) {
            return false;
        }
        List<String> own = notIn(other);
        List<String> others = other.notIn(this);
        if (own.isEmpty() && others.isEmpty()) {
            boolean sameName = shared.size() > 1 && !title.isEmpty() && isCompatible(other, descriptions);
            return sameName || descriptions >= SAME_DESCRIPTION;
        }
        double names = similarity(other, shared.size());
        if (own.isEmpty() || others.isEmpty()) {
            CallText longer = own.isEmpty() ? other : this;
            CallText shorter = own.isEmpty() ? this : other;
            return longer.continues(shorter, own.isEmpty() ? others : own, names, descriptions);
        }
        return own.stream().allMatch(other::mentions)
                && others.stream().allMatch(this::mentions)
                && descriptions >= SAME_DESCRIPTION
                && !isSubstitution(title, other.title, own, others);
    }

    /** Whether this title says the same as a shorter one with additional words. */
    private boolean continues(CallText shorter, List<String> additional, double names, double descriptions) {
        if (additional.stream().allMatch(shorter::mentions)) {
            return descriptions >= SAME_DESCRIPTION || (names >= SAME_NAME && isCompatible(shorter, descriptions));
        }
        boolean isTheme = additional.stream().anyMatch(word -> description.contains(word) && !shorter.mentions(word));
        boolean isShortened = shorter.description.size() * 2 < description.size();
        return descriptions >= EQUAL_DESCRIPTION && (!isTheme || isShortened);
    }

    private List<String> notIn(CallText other) {
        return title.stream()
                .filter(Predicate.not(EditionWords::isOne))
                .filter(word -> !other.wholeTitle.contains(word) && !other.organization.contains(word))
                .toList();
    }

    private boolean mentions(String word) {
        return wholeTitle.contains(word)
                || organization.contains(word)
                || description.contains(word)
                || context.contains(word);
    }

    /** Whether neither the organizations nor the descriptions speak against the same call. */
    private boolean isCompatible(CallText other, double descriptions) {
        boolean areDescribed = Math.min(description.size(), other.description.size()) >= MIN_DESCRIPTION;
        return (!areDescribed || descriptions >= RELATED_DESCRIPTION) && sameOrganization(other);
    }

    /** A missing organization, or one that the other report names somewhere, is the same. */
    private boolean sameOrganization(CallText other) {
        return organization.isEmpty()
                || other.organization.isEmpty()
                || organization.equals(other.organization)
                || namesOrganizationOf(other)
                || other.namesOrganizationOf(this);
    }

    private boolean namesOrganizationOf(CallText other) {
        Set<String> name = new HashSet<>(other.organization);
        name.removeAll(GenericWords.OF_ORGANIZATIONS);
        long named = name.stream().filter(this::mentions).count();
        return named > 0 && named >= SAME_ORGANIZATION * name.size();
    }

    private double similarity(CallText other, int shared) {
        Set<String> all = new HashSet<>(identifyingWords());
        all.addAll(other.identifyingWords());
        all.removeIf(EditionWords::isOne);
        return (double) shared / all.size();
    }

    /** Whether one title is the other with words replaced at one place, as in "Abstract Online" and "Landscape Online". */
    private static boolean isSubstitution(
            List<String> left, List<String> right, List<String> ofLeft, List<String> ofRight) {
        List<String> leftRest =
                left.stream().map(word -> ofLeft.contains(word) ? "*" : word).toList();
        List<String> rightRest =
                right.stream().map(word -> ofRight.contains(word) ? "*" : word).toList();
        return withoutRepeats(leftRest).equals(withoutRepeats(rightRest));
    }

    private static String withoutRepeats(List<String> words) {
        return String.join(" ", words).replaceAll("\\*( \\*)+", "*");
    }

    private static double overlap(Set<String> left, Set<String> right) {
        int smaller = Math.min(left.size(), right.size());
        if (smaller < MIN_DESCRIPTION) {
            return 0;
        }
        return (double) left.stream().filter(right::contains).count() / smaller;
    }

    private static Set<String> words(@Nullable String text) {
        return normalized(StopWordTokenizer.tokenize(text).stream()).collect(Collectors.toSet());
    }

    private static Stream<String> normalized(Stream<String> words) {
        return words.filter(Predicate.not(StopWordTokenizer::isStopWord))
                .map(CallText::singular)
                .map(SpellingVariants::commonForm);
    }

    private static Stream<String> distinctive(Stream<String> words) {
        return words.filter(word -> !GenericWords.OF_CALLS.contains(word));
    }

    private static String singular(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean isPlural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
        return isPlural ? word.substring(0, word.length() - 1) : word;
    }

    /** Whether the words are about different calls of one kind, so that their groups must not be joined. */
    boolean excludes(CallText other) {
        return EditionWords.differ(title, other.title);
    }
}
