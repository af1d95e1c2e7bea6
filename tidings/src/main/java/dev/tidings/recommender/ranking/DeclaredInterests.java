package dev.tidings.recommender.ranking;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interests a reader declared: the object {@code profile} of the row in {@code users}.
 *
 * @param locations locations the reader can go to; empty for anywhere
 * @param feeCeiling the highest application fee the reader pays; null for no limit
 * @param languages BCP 47 tags; empty for any
 */
public record DeclaredInterests(
        List<String> disciplines,
        List<String> tags,
        List<String> locations,
        @Nullable String careerStage,
        @Nullable BigDecimal feeCeiling,
        List<String> languages) {
    public static final DeclaredInterests EMPTY =
            new DeclaredInterests(List.of(), List.of(), List.of(), null, null, List.of());
}
