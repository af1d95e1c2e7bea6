package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendPermissionsTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void aCircuitBreakerNeverBlocksLongerThanItsLongestOpenTime() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.jdbc().sql("""
                        insert into circuit_breaker (transport, reason, first_failed_at, consecutive_failures, last_failed_at,
                                                     open_count, next_probe_at)
                        values ('outbox', 'refused', now(), 3, now(), 1, now() + interval '4 minutes')
                        """).update();
        assertThat(blockedFor(edition)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));

        app.jdbc()
                .sql("update circuit_breaker set next_probe_at = next_probe_at + interval '1 hour'")
                .update();

        assertThat(blockedFor(edition)).isZero();
    }

    private static Duration blockedFor(Edition edition) {
        Duration blocked = app.get(SendPermissions.class).of(edition.id()).blockedFor();
        assertThat(blocked).isNotNull();
        return blocked;
    }
}
