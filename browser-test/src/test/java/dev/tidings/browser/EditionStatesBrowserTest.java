package dev.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of editions that are not as planned. */
class EditionStatesBrowserTest {
    @RegisterExtension
    static final RunningProgram program = new RunningProgram();

    @Test
    void everyPageShowsTheWorstState() {
        program.jdbc()
                .sql("alter table edition drop constraint edition_status_check")
                .update();
        program.jdbc()
                .sql("update edition set status = 'asleep', closed_at = null where id = 1")
                .update();
        setStatus(2, "stopped", "The key is wrong");
        setStatus(3, "paused", null);
        program.jdbc().sql("""
                        insert into circuit_breaker (transport, reason, first_failed_at, consecutive_failures,
                            last_failed_at, open_count, next_probe_at)
                        values ('smtp', 'Connection refused', now(), 3, now(), 1, now() + interval '4 minutes')
                        """).update();
        try (Chromium chromium = new Chromium();
                Page page = chromium.browser().newPage()) {
            page.navigate(program.address() + "/console");
            page.getByLabel("Admin token").fill(RunningProgram.ADMIN_TOKEN);
            page.locator("main button").click();

            assertThat(page.locator(".status-summary.red h1")).containsText("stopped");
            assertThat(page.locator(".action-items")).containsText("smtp fails (Connection refused); next try in ");
            assertClean(page, "states-overview");
            open(page, "/console/editions");
            assertThat(page.locator(".edition .state.red")).hasCount(3);
            assertClean(page, "states-editions");
            open(page, "/console/editions/3");
            assertThat(page.locator(".status-summary.red")).containsText("; paused.");
            assertClean(page, "states-paused");
            open(page, "/console/editions/1");
            assertThat(page.locator("main")).containsText("This edition cannot be read");
            assertClean(page, "states-unreadable");
            open(page, "/console/maintenance");
            assertThat(page.locator(".state.not_measured").first()).hasText("not measured");
            assertClean(page, "states-maintenance");

            setStatus(2, "closed", null);
            setStatus(3, "waiting", "The numbers of acme are not imported");
            program.jdbc()
                    .sql("update edition set status = 'closed', closed_at = now() where id = 1")
                    .update();
            open(page, "/console");
            assertThat(page.locator(".status-summary.amber h1")).containsText("waiting");
            assertClean(page, "states-waiting");

            open(page, "/console/run?digest=living-lytics");
            page.evaluate("document.querySelector('input[name=period]').value = 'abc'");
            page.locator("main form button").click();
            assertThat(page.locator("main")).containsText("The period \"abc\" is no day");
            assertClean(page, "states-form-error");
        }
    }

    private static void setStatus(long edition, String status, @Nullable String reason) {
        program.jdbc()
                .sql("""
                        update edition set status = :status, stop_reason = :reason,
                            closed_at = case when :status = 'closed' then now() end,
                            waits_since = case when :status in ('waiting', 'held') then now() end
                        where id = :id
                        """)
                .param("status", status)
                .param("reason", reason)
                .param("id", edition)
                .update();
    }

    private static void open(Page page, String path) {
        page.navigate(program.address() + path);
    }

    private static void assertClean(Page page, String name) {
        List<String> defects = Screenshots.take(page, name);
        assertThat(defects).isEmpty();
    }
}
