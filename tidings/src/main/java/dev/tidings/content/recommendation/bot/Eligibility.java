package dev.tidings.content.recommendation.bot;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be offered to a reader at all. The ranker has no say in this: live, time left to apply, never offered before nor
 * dismissed, in reach, affordable, in a language that they read. What is not known of an opportunity does not exclude it.
 */
final class Eligibility {
    private final Catalog catalog;
    private final Reader reader;
    private final Terms terms;
    private final int firstDeadline;
    private final BitSet offered = new BitSet();
    private final Verdicts<Place> reachable;
    private final long ceiling;
    private final Verdicts<String> readable;

    Eligibility(Catalog catalog, Reader reader, Occasion occasion, int leastDays) {
        this.catalog = catalog;
        this.reader = reader;
        terms = catalog.terms();
        firstDeadline = Terms.day(
                LocalDate.ofInstant(occasion.sendTime(), reader.zone()).plusDays(leastDays));
        ceiling = Terms.ceiling(reader.profile().feeCeiling());
        Set<String> languages = reader.profile().languages().stream()
                .map(Traits::language)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        readable = new Verdicts<>(
                catalog.languages(),
                language -> languages.isEmpty() || language.isEmpty() || languages.contains(language));
        reader.never().forEach(this::addOffered);
        reader.shown().stream()
                .map(Shown::opportunityId)
                .filter(id -> !reader.never().contains(id))
                .forEach(this::addOffered);
        reader.reactions().stream()
                .filter(reaction -> reaction.kind() == Reaction.Kind.DISMISSED)
                .forEach(reaction -> addOffered(reaction.opportunityId()));
        List<Place> places =
                reader.profile().locations().stream().map(Place::of).toList();
        reachable = new Verdicts<>(
                catalog.places(), place -> places.isEmpty() || places.stream().anyMatch(place::touches));
    }

    private void addOffered(String id) {
        int number = catalog.number(id);
        int group = number == Catalog.NONE
                ? catalog.groups().number(id)
                : catalog.groups().of(number);
        if (group != Catalog.NONE) {
            offered.set(group);
        }
    }

    boolean allows(int item) {
        return terms.isLive(item)
                && !offered.get(catalog.groups().of(item))
                && terms.isOpenOn(firstDeadline, item, reader.zone())
                && (terms.isRemote(item) || reachable.of(item))
                && terms.costsAtMost(ceiling, item)
                && readable.of(item);
    }
}
