package dev.tidings.recommender.ranking;

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
    private final OpportunityIndex catalog;
    private final Reader reader;
    private final OpportunityFacts terms;
    private final int firstDeadline;
    private final BitSet excludedGroups = new BitSet();
    private final MemoizedPredicate<Location> reachable;
    private final long ceiling;
    private final MemoizedPredicate<String> readable;

    Eligibility(OpportunityIndex catalog, Reader reader, SendContext occasion, int leastDays) {
        this.catalog = catalog;
        this.reader = reader;
        terms = catalog.facts();
        firstDeadline = OpportunityFacts.day(
                LocalDate.ofInstant(occasion.sendTime(), reader.zone()).plusDays(leastDays));
        ceiling = OpportunityFacts.ceiling(reader.declared().feeCeiling());
        Set<String> languages = reader.declared().languages().stream()
                .map(OpportunityAttributes::language)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        readable = new MemoizedPredicate<>(
                catalog.languages(),
                language -> languages.isEmpty() || language.isEmpty() || languages.contains(language));
        reader.excluded().forEach(this::excludeGroupOf);
        reader.impressions().stream()
                .map(Impression::opportunityId)
                .filter(id -> !reader.excluded().contains(id))
                .forEach(this::excludeGroupOf);
        reader.interactions().stream()
                .filter(reaction -> reaction.kind() == Interaction.InteractionKind.DISMISSED)
                .forEach(reaction -> excludeGroupOf(reaction.opportunityId()));
        List<Location> places =
                reader.declared().locations().stream().map(Location::of).toList();
        reachable = new MemoizedPredicate<>(
                catalog.places(), place -> places.isEmpty() || places.stream().anyMatch(place::overlaps));
    }

    private void excludeGroupOf(String id) {
        int number = catalog.indexOf(id);
        int group = number == OpportunityIndex.NONE
                ? catalog.groups().codeOf(id)
                : catalog.groups().codeAt(number);
        if (group != OpportunityIndex.NONE) {
            excludedGroups.set(group);
        }
    }

    boolean allows(int item) {
        return terms.isLive(item)
                && !excludedGroups.get(catalog.groups().codeAt(item))
                && terms.isOpenOn(firstDeadline, item, reader.zone())
                && (terms.isRemote(item) || reachable.test(item))
                && terms.costsAtMost(ceiling, item)
                && readable.test(item);
    }
}
