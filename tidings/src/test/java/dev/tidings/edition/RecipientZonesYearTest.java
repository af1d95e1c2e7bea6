package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.Wave;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.testing.RecipientZonesConfiguration;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Simulates the year 2026, which has a week 53. Zones of the tz database whose Mondays at seven are at the same times
 * share one reader; another reader has no zone. Each reader gets one letter a week, on Monday at seven local time.
 */
class RecipientZonesYearTest {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2026, 1, 5);
    private static final int WEEKS = 53;
    private static final String NO_ZONE = "no-zone";

    @RegisterExtension
    static final TestApplication app = new TestApplication(RecipientZonesConfiguration.folder());

    private final Map<String, Set<LocalDate>> mondaysOf = new HashMap<>();
    private final List<String> zones = differentZones();

    /** Returns one zone for each different sequence of Mondays at seven. */
    private static List<String> differentZones() {
        Map<List<Instant>, String> zones = new LinkedHashMap<>();
        for (String zone : Wave.ZONES) {
            List<Instant> mondays = IntStream.range(0, WEEKS)
                    .mapToObj(week -> FIRST_MONDAY
                            .plusWeeks(week)
                            .atTime(7, 0)
                            .atZone(ZoneId.of(zone))
                            .toInstant())
                    .toList();
            zones.putIfAbsent(mondays, zone);
        }
        return List.copyOf(zones.values());
    }

    @Test
    void everyReaderGetsOneLetterAWeekAtTheLocalTime() {
        app.jdbc().sql("""
                        insert into users (id, email, account_id, time_zone)
                        select replace(lower(zone), '/', '.'), replace(zone, '/', '.') || '@example.com', 'a', zone
                        from unnest(:zones::text[]) as zone
                        union all select 'no-zone', 'no-zone@example.com', 'a', null
                        """).param("zones", zones.toArray(String[]::new)).update();
        app.transport().respondingWith((key, batch) -> {
            batch.forEach(this::recordLetter);
            return RecordingTransport.all(batch, new Accepted(null, null), null);
        });
        Digest digest = app.get(DigestCatalog.class).primary();
        Instant opens = digest.cadence().nextAfter(Instant.parse("2026-01-03T00:00:00Z"));
        for (int week = 0; week < WEEKS; week++) {
            app.clock().set(opens);
            Edition edition = app.get(EditionOpener.class).openDue(digest);
            assertThat(edition.period().end().plusDays(1)).isEqualTo(FIRST_MONDAY.plusWeeks(week));
            runWeek(edition.id());
            opens = digest.cadence().nextAfter(opens);
        }

        assertThat(mondaysOf).hasSize(zones.size() + 1);
        mondaysOf.forEach((reader, mondays) -> assertThat(mondays)
                .as(reader)
                .hasSize(WEEKS)
                .contains(LocalDate.of(2026, 12, 28), LocalDate.of(2027, 1, 4)));
    }

    private void runWeek(long edition) {
        EditionPlanner planner = app.get(EditionPlanner.class);
        Instant opened = app.clock().instant();
        int chunk = 1;
        for (Optional<Duration> wait = planner.plan(edition); ; wait = planner.plan(edition)) {
            for (; exists(edition, chunk); chunk++) {
                assertThat(app.deliver(edition, chunk)).isEmpty();
            }
            if (wait.isEmpty()) {
                break;
            }
            app.clock().set(app.clock().instant().plus(wait.get()));
        }
        Edition closed = app.get(Editions.class).find(edition).orElseThrow();
        assertThat(closed.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(closed.progress().sent()).isEqualTo(zones.size() + 1);
        assertThat(Duration.between(opened, app.clock().instant())).isEqualTo(Duration.ofHours(26));
        app.transport().batches().clear();
    }

    private static boolean exists(long edition, int chunk) {
        return app.jdbc()
                .sql("select exists (select from chunk where edition_id = :edition and number = :chunk)")
                .param("edition", edition)
                .param("chunk", chunk)
                .query(Boolean.class)
                .single();
    }

    private void recordLetter(Message message) {
        String reader = message.to().address().value().replace("@example.com", "");
        ZoneId zone = reader.equals(NO_ZONE) ? ZoneId.of("America/Los_Angeles") : ZoneId.of(reader.replace('.', '/'));
        LocalDateTime localTime = LocalDateTime.ofInstant(app.clock().instant(), zone);
        assertThat(localTime.toLocalTime()).as(reader).isEqualTo(LocalTime.of(7, 0));
        assertThat(List.of(localTime.getDayOfWeek().getValue())).as(reader).containsExactly(1);
        assertThat(mondaysOf.computeIfAbsent(reader, first -> new HashSet<>()).add(localTime.toLocalDate()))
                .as(reader + " has a letter for " + localTime)
                .isTrue();
    }
}
