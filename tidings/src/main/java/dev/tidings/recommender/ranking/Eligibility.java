package dev.tidings.recommender.ranking;

import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which opportunities a reader may get at all, before ranking. An eligible opportunity is live, open long
 * enough, never offered before, not dismissed, reachable, affordable, and in a language the reader reads. An unknown
 * attribute excludes nothing.
 */
final class Eligibility {
    private final OpportunityIndex catalog;
    private final Reader reader;
    private final Instant now;
    private final OpportunityFacts facts;
    private final int firstDeadline;
    private final BitSet excludedGroups = new BitSet();
    private final MemoizedPredicate<Location> reachable;
    private final long maxFeeCents;
    private final MemoizedPredicate<String> readable;

    /** @param minDays days from the letter's local day to the deadline, at least */
    Eligibility(OpportunityIndex catalog, Reader reader, SendContext context, int minDays) {
        this.catalog = catalog;
        this.reader = reader;
        this.now = context.sendTime();
        facts = catalog.facts();
        firstDeadline = OpportunityFacts.day(
                LocalDate.ofInstant(context.sendTime(), reader.zone()).plusDays(minDays));
        maxFeeCents = OpportunityFacts.maxFeeCents(reader.declared().feeCeiling());
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
                .filter(interaction -> interaction.kind() == InteractionKind.DISMISSED)
                .forEach(interaction -> excludeGroupOf(interaction.opportunityId()));
        List<Location> locations =
                reader.declared().locations().stream().map(Location::of).toList();
        reachable = new MemoizedPredicate<>(
                catalog.locations(),
                location -> locations.isEmpty() || locations.stream().anyMatch(location::overlaps));
    }

    private void excludeGroupOf(String id) {
        int group = catalog.groupOf(id);
        if (group != OpportunityIndex.NONE) {
            excludedGroups.set(group);
        }
    }

    boolean allows(int item) {
        return facts.isLive(item)
                && !excludedGroups.get(catalog.groups().codeAt(item))
                && facts.isOpenOn(firstDeadline, item, reader.zone(), now)
                && (facts.isRemote(item) || reachable.test(item))
                && facts.costsAtMost(maxFeeCents, item)
                && readable.test(item);
    }
}
