package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Audience.AudiencePage;
import dev.tidings.digest.Digest;
import dev.tidings.testing.SampleDigests;
import dev.tidings.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Measures the rows read among 100,000 users: for a page of one zone's users, and to estimate how many there are. */
class ZonePagingCostTest {
    private static final int PAGE = 500;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Digest weekly = SampleDigests.weekly();
    private final Audience audience = new Audience(database.jdbc());

    @BeforeAll
    static void insertUsers() {
        database.jdbc().sql("""
                        insert into users (id, email, account_id, time_zone)
                        select 'u' || n, 'u' || n || '@example.com', 'a',
                               case when n % 50 = 0 then 'Asia/Kathmandu' when n % 50 < 40 then 'Europe/Berlin' end
                        from generate_series(1, 100000) as n
                        """).update();
        database.jdbc().sql("analyze users").update();
        database.jdbc().sql("vacuum users").update();
    }

    @Test
    void zonePageReadsOnlyItsUsers() {
        database.transactions().executeWithoutResult(status -> {
            List<String> listed = new ArrayList<>();
            List<String> page = audience.listDueInZone(new AudiencePage(weekly, null, PAGE), "Asia/Kathmandu");
            while (!page.isEmpty()) {
                listed.addAll(page);
                page = audience.listDueInZone(new AudiencePage(weekly, page.getLast(), PAGE), "Asia/Kathmandu");
            }
            assertThat(audience.zonesInUse(List.of("Asia/Kathmandu", "Europe/Paris")))
                    .containsExactly("Asia/Kathmandu");

            assertThat(listed).doesNotHaveDuplicates().hasSize(2_000);
            assertThat(rowsRead("seq_scan")).isZero();
            assertThat(rowsRead("seq_tup_read + idx_tup_fetch")).isBetween(2_000L, 3_000L);
        });
    }

    @Test
    void sizeOfALargeAudienceIsEstimatedFromASample() {
        database.transactions().executeWithoutResult(status -> {
            long before = rowsRead("seq_tup_read + coalesce(idx_tup_fetch, 0)");

            AudienceSize size = audience.size(weekly);

            assertThat(size.exact()).isFalse();
            assertThat(size.users()).isBetween(90_000L, 110_000L);
            assertThat(rowsRead("seq_tup_read + coalesce(idx_tup_fetch, 0)") - before)
                    .isLessThan(30_000);
        });
    }

    @Test
    void recentlyMovedUserIsListedOnlyAsMoved() {
        database.jdbc()
                .sql("update users set time_zone = 'Asia/Kolkata' where id = 'u50'")
                .update();

        assertThat(audience.listDueInZone(new AudiencePage(weekly, null, PAGE), "Asia/Kolkata"))
                .isEmpty();
        assertThat(audience.listMoved(weekly, null, PAGE))
                .containsExactly(new Audience.ZoneMove("u50", "Asia/Kolkata"));

        audience.clearZoneMoves();
        assertThat(audience.listDueInZone(new AudiencePage(weekly, null, PAGE), "Asia/Kolkata"))
                .containsExactly("u50");
        database.jdbc()
                .sql("update users set time_zone = 'Asia/Kathmandu' where id = 'u50'")
                .update();
        audience.clearZoneMoves();
    }

    private static long rowsRead(String expression) {
        return database.jdbc()
                .sql("select " + expression + " from pg_stat_xact_user_tables where relname = 'users'")
                .query(Long.class)
                .single();
    }
}
