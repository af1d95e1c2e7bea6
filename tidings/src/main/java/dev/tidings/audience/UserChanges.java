package dev.tidings.audience;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many existing users an import would change. A user whose opt-out is not overruled keeps it and does not count.
 *
 * @param users all users before the import
 * @param created rows of new users
 * @param optIns users whose opt-in would change
 * @param accounts users whose account would change
 * @param addresses users whose address would change
 */
public record UserChanges(long users, long created, long optIns, long accounts, long addresses) {

    private record Figure(String name, long changed) {}

    public boolean exceeds(ChangeLimit limit) {
        return figures().anyMatch(figure -> limit.isExceededBy(figure.changed(), users));
    }

    /** The figures above the limit: {@code the opt-in of 2,100 of 9,800 users (21.4%)}. */
    String above(ChangeLimit limit) {
        return figures()
                .filter(figure -> limit.isExceededBy(figure.changed(), users))
                .map(this::describe)
                .collect(Collectors.joining(", "));
    }

    /** Every figure. */
    public String describe() {
        return figures().map(this::describe).collect(Collectors.joining(", "));
    }

    private Stream<Figure> figures() {
        return Stream.of(
                new Figure("the opt-in", optIns),
                new Figure("the account", accounts),
                new Figure("the address", addresses));
    }

    private String describe(Figure figure) {
        return String.format(
                Locale.ROOT,
                "%s of %,d of %,d users (%.1f%%)",
                figure.name(),
                figure.changed(),
                users,
                users == 0 ? 0 : 100.0 * figure.changed() / users);
    }
}
