package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void infiniteTimesAndDatesAreReadAsFiniteOnes() {
        assertThat(time("infinity")).isEqualTo(Timestamps.LAST);
        assertThat(time("-infinity")).isEqualTo(Timestamps.FIRST);
        assertThat(time("2026-05-11T14:00:00Z")).isEqualTo("2026-05-11T14:00:00Z");
        assertThat(date("infinity")).isEqualTo(LocalDate.of(9999, 12, 30));
        assertThat(date("-infinity")).isEqualTo(LocalDate.of(1, 1, 2));
        assertThat(date("2026-05-11")).isEqualTo(LocalDate.of(2026, 5, 11));
        assertThat(time(null)).isNull();
        assertThat(date(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Etc/GMT+12", "UTC"})
    void theirYearsHaveFourDigitsInEveryZone(String zone) {
        assertThat(Timestamps.LAST.atZone(ZoneId.of(zone)).getYear()).isEqualTo(9999);
        assertThat(Timestamps.FIRST.atZone(ZoneId.of(zone)).getYear()).isEqualTo(1);
    }

    private static @Nullable Instant time(@Nullable String value) {
        return database.jdbc()
                .sql("select :value::timestamptz as value")
                .param("value", value)
                .query((row, number) -> Optional.ofNullable(Timestamps.readNullable(row, "value")))
                .single()
                .orElse(null);
    }

    private static @Nullable LocalDate date(@Nullable String value) {
        return database.jdbc()
                .sql("select :value::date as value")
                .param("value", value)
                .query((row, number) -> Optional.ofNullable(Timestamps.readDate(row, "value")))
                .single()
                .orElse(null);
    }
}
