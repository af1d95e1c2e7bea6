package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.SkipReason;
import org.junit.jupiter.api.Test;

class EnumColumnTest {
    @Test
    void aWordIsAConstantInLowerCase() {
        assertThat(EnumColumn.word(SkipReason.TOO_LATE)).isEqualTo("too_late");
        assertThat(EnumColumn.find(SkipReason.class, "too_late")).isEqualTo(SkipReason.TOO_LATE);
    }

    @Test
    void anyOtherWordIsUnknown() {
        assertThat(EnumColumn.find(SkipReason.class, "TOO_LATE")).isNull();
        assertThat(EnumColumn.find(SkipReason.class, "later")).isNull();
        assertThat(EnumColumn.find(SkipReason.class, null)).isNull();
    }
}
