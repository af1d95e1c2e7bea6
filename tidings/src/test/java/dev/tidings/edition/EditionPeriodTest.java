package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.TestApplication;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

/** An edition covers a completed week from 2000 on, whoever opens it. */
class EditionPeriodTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @ParameterizedTest
    @EnumSource
    void aWeekThatIsNotOverIsRefused(OpenedBy openedBy) {
        DigestPeriod thisWeek = DigestPeriod.containing(TestApplication.WEEK.plusWeeks(1));

        assertThatThrownBy(() -> opener().open(digest(), thisWeek, openedBy))
                .isInstanceOf(PeriodRefused.class)
                .hasMessage(
                        "The week of 2026-05-11 is not over yet in America/Los_Angeles: the last completed one is from"
                                + " 2026-05-04 to 2026-05-10");
        assertThat(opener().open(digest(), thisWeek.previous(), openedBy).period())
                .isEqualTo(thisWeek.previous());
    }

    @Test
    void aWeekBefore2000IsRefused() {
        DigestPeriod first = DigestPeriod.containing(LocalDate.of(2000, 1, 3));

        assertThatThrownBy(() -> opener().open(digest(), first.previous(), OpenedBy.API))
                .isInstanceOf(PeriodRefused.class)
                .hasMessageContaining("2000-01-03");
        assertThat(opener().open(digest(), first, OpenedBy.API).period()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-11", "9999-01-04", "infinity", "-infinity", "1999-12-27"})
    void theTableHoldsNoSuchPeriod(String start) {
        opener().openLastCompleted(digest(), OpenedBy.API);

        assertThatThrownBy(() -> app.jdbc()
                        .sql(
                                "update edition set period_start = :start::date,"
                                        + " period_end = case when isfinite(:start::date) then :start::date + 6 else :start::date end")
                        .param("start", start)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private static EditionOpener opener() {
        return app.get(EditionOpener.class);
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }
}
