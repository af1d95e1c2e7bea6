package dev.tidings.content.recommendation.bot;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may be offered to a reader at all. The ranker has no say in this: live, time left to apply, never offered before nor
 * dismissed, in reach, affordable, in a language that they read. What is not known of an opportunity does not exclude it.
 */
final class Eligibility {
    private final Catalog catalog;
    private final Reader reader;
    private final LocalDate firstDeadline;
    private final Set<String> offered = new HashSet<>();
    private final List<Place> places;
    private final Set<String> languages;
    private final Map<Place, Boolean> reachable = new HashMap<>();

    Eligibility(Catalog catalog, Reader reader, Occasion occasion, int leastDays) {
        this.catalog = catalog;
        this.reader = reader;
        firstDeadline = LocalDate.ofInstant(occasion.sendTime(), reader.zone()).plusDays(leastDays);
        reader.never().forEach(this::addOffered);
        reader.shown().forEach(shown -> addOffered(shown.opportunityId()));
        reader.reactions().stream()
                .filter(reaction -> reaction.kind() == Reaction.Kind.DISMISSED)
                .forEach(reaction -> addOffered(reaction.opportunityId()));
        places = reader.profile().locations().stream().map(Place::of).toList();
        languages = reader.profile().languages().stream()
                .map(Traits::language)
                .filter(language -> language != null)
                .collect(Collectors.toSet());
    }

    private void addOffered(String id) {
        int number = catalog.number(id);
        offered.add(number == Catalog.NONE ? id : catalog.traits(number).group());
    }

    boolean allows(int number) {
        Opportunity item = catalog.item(number);
        Traits traits = catalog.traits(number);
        return item.status() == Opportunity.Status.LIVE
                && !offered.contains(traits.group())
                && hasTime(item.deadline())
                && (item.remote() || isReachable(traits.place()))
                && isAffordable(item.fee())
                && isReadable(traits.language());
    }

    private boolean hasTime(@Nullable Deadline deadline) {
        return deadline == null || !deadline.dayIn(reader.zone()).isBefore(firstDeadline);
    }

    private boolean isReachable(Place place) {
        return places.isEmpty()
                || reachable.computeIfAbsent(place, there -> places.stream().anyMatch(there::touches));
    }

    private boolean isAffordable(@Nullable BigDecimal fee) {
        BigDecimal ceiling = reader.profile().feeCeiling();
        return fee == null || ceiling == null || fee.compareTo(ceiling) <= 0;
    }

    private boolean isReadable(@Nullable String language) {
        return language == null || languages.isEmpty() || languages.contains(language);
    }
}
