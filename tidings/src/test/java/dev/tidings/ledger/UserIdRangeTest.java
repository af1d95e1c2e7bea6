package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserIdRangeTest {
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);
    private static final List<String> IDS = List.of(
            "", "a", "ab", "ab-1", "ab\uD7FF", "ab\uE000", "ab😀", "ab😁", "abc", "ac", "b", "é", "\uD7FFx", "\uE000");

    @Test
    void aRangeHasExactlyTheIdsThatBeginAlike() {
        for (String prefix : List.of("a", "ab", "ab\uD7FF", "ab😀", "ab" + LAST, "\uD7FF", "é", "ac")) {
            assertThat(IDS.stream().filter(id -> isIn(UserIdRange.of(null, prefix), id)))
                    .as(prefix)
                    .containsExactlyElementsOf(
                            IDS.stream().filter(id -> id.startsWith(prefix)).toList());
        }
    }

    @Test
    void withoutAPrefixEachIdAfterTheCursorIsIn() {
        assertThat(IDS.stream().filter(id -> isIn(UserIdRange.of("ab", null), id)))
                .containsExactly(
                        "ab-1", "ab\uD7FF", "ab\uE000", "ab😀", "ab😁", "abc", "ac", "b", "é", "\uD7FFx", "\uE000");
    }

    private static boolean isIn(UserIdRange range, String id) {
        return compare(id, range.after()) > 0 && compare(id, range.from()) >= 0 && compare(id, range.end()) < 0;
    }

    /** As PostgreSQL's collation "C" compares: UTF-8 byte by byte. */
    private static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
