package dev.tidings.browser;

import dev.tidings.recommender.ranking.RankingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Inserts opportunities of three sources, eight weeks of picks with feedback, trained model versions, and repairs. */
final class ConsoleSampleOpportunities {
    /** The weights of the live version that differ most from the untrained prior. */
    private static final Map<String, Double> LEARNED = Map.of(
            "declared", 0.92,
            "liked_words", 2.31,
            "liked_topics_known", 1.74,
            "nearest_liked", 1.38,
            "nearest_dismissed", -1.93,
            "response", 0.88,
            "deadline_near", 0.12,
            "free", 0.34);

    private static final int HELD_OUT_EXAMPLES = 412;

    private static final String DISCIPLINES =
            "sculpture ceramics photography painting textile printmaking video sound installation illustration";
    private static final String PLACES = "Berlin Bergen Carrara Kyoto Lisbon Oaxaca Porto Tallinn Valparaíso Banff";
    private static final String TYPES = "residency grant prize exhibition commission";

    private final JdbcClient jdbc;

    ConsoleSampleOpportunities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert() {
        opportunities();
        versions();
        picks();
        feedback();
        sources();
        repairs();
    }

    private void opportunities() {
        jdbc.sql("""
                        insert into opportunity (id, title, description, url, organization, source, deadline, tags,
                            discipline, type, location, fee, currency, award, canonical_url, posted_at, created_at,
                            updated_at, last_seen_at, status, status_by)
                        select 'call-' || n, initcap(discipline) || ' ' || type || ' in ' || place,
                               'For artists who work in ' || discipline || '. Studio, lodging and a final show in ' || place || '.',
                               'https://' || source || '.example/calls/' || n, place || ' Arts Foundation', source,
                               current_date + (n * 7 % 60) - 4, array[discipline, lower(place)], array[discipline], type, place,
                               case when n % 3 = 0 then 25 else 0 end, 'EUR',
                               case when n % 4 = 0 then 'EUR 3,000 and a solo show' end,
                               source || '.example/calls/' || n, at, at, at, now(),
                               case when n % 60 = 7 then 'hidden' when n * 7 % 60 < 4 then 'expired' else 'live' end,
                               case when n % 60 = 7 then 'operator' when n * 7 % 60 < 4 then 'deadline' end
                        from generate_series(1, 120) as n
                        cross join lateral (select (:disciplines::text[])[1 + n % 10] as discipline, (:places::text[])[1 + n * 7 % 10] as place,
                            (:types::text[])[1 + n % 5] as type, (array['atelier-notices', 'city-deadlines', 'open-grants'])[1 + n % 3] as source,
                            now() - n * interval '11 hours' as at) as made""")
                .param("disciplines", DISCIPLINES.split(" "))
                .param("places", PLACES.split(" "))
                .param("types", TYPES.split(" "))
                .update();
        jdbc.sql("update opportunity set duplicate_of = 'call-12' where id = 'call-9'")
                .update();
    }

    private void versions() {
        version("retired", 0, 60, Map.of(), null, 0);
        version("retired", 1840, 24, Map.of("liked_words", 1.9, "declared", 1.2), 0.3984, 0.4102);
        version("live", 4210, 9, LEARNED, 0.3871, 0.3996);
        version("refused", 4575, 1, Map.of("award", 0.9), 0.3902, 0.3868);
    }

    /**
     * @param loss log-loss on the held-out examples; null without an evaluation
     * @param liveLoss log-loss of the version that was live before
     */
    private void version(
            String status,
            long examples,
            int daysAgo,
            Map<String, Double> learned,
            @Nullable Double loss,
            double liveLoss) {
        Map<String, Object> state = new TreeMap<>(RankingModel.prior().state());
        List<Object> weights = new ArrayList<>();
        RankingModel.prior().weights().forEach((feature, prior) -> weights.add(learned.getOrDefault(feature, prior)));
        state.put("weights", weights);
        state.put("examples", examples);
        Map<String, Object> evaluation = loss == null
                ? Map.of()
                : Map.of("candidate_loss", loss, "live_loss", liveLoss, "held_out", HELD_OUT_EXAMPLES);
        jdbc.sql("""
                        insert into model_version (status, state, example_count, training_cutoff_at, evaluation, note,
                            created_at, promoted_at)
                        values (:status, :state::jsonb, :examples, now() - :age * interval '1 day' - interval '7 days',
                                :evaluation::jsonb, :note, now() - :age * interval '1 day',
                                case when :status <> 'refused' then now() - :age * interval '1 day' end)""")
                .param("status", status)
                .param("state", JsonMapper.shared().writeValueAsString(state))
                .param("examples", examples)
                .param("age", daysAgo)
                .param("evaluation", JsonMapper.shared().writeValueAsString(evaluation))
                .param("note", loss == null ? "untrained prior" : note(loss, liveLoss))
                .update();
    }

    private static String note(double loss, double liveLoss) {
        return String.format(
                Locale.ROOT,
                "%s: log-loss %.4f against %.4f of the live version, on %d held-out examples",
                loss > liveLoss ? "worse" : "no worse",
                loss,
                liveLoss,
                HELD_OUT_EXAMPLES);
    }

    /** Five picks a week for forty readers; the fifth is random. */
    private void picks() {
        jdbc.sql("""
                        insert into pick (user_id, opportunity_id, digest, period_start, position, features, score, reason, exploration,
                            propensity, model_version_id, picked_at)
                        select 'u-' || lpad((3 * reader)::text, 4, '0'), 'call-' || (1 + (reader * 13 + week * 5 + position) % 120), 'proletto',
                               date_trunc('week', current_date)::date - 7 * week, position,
                               array[1, 0.9 - 0.1 * position, 0.2, 0.6, 0.3, 0.7 - 0.1 * position, 0.3, 0.5, 0.2, 0.4, 0.1, 0, 0.3 - 0.05 * position, 0.2,
                                     0.3, 0.1, 1, 0.5, 1, 0, position % 2, 1, 0.3]::real[],
                               -1.2 - 0.35 * position, 'Because you like ' || o.discipline[1] || ' in ' || o.location,
                               position = 5, case when position = 5 then 0.2 else 1 end,
                               case when week > 4 then 1 when week > 2 then 2 else 3 end, now() - week * interval '7 days'
                        from generate_series(1, 40) as reader, generate_series(1, 8) as week, generate_series(1, 5) as position,
                            lateral (select * from opportunity where id = 'call-' || (1 + (reader * 13 + week * 5 + position) % 120)) as o
                        on conflict do nothing""").update();
    }

    /** The share of picks with feedback grows from week to week. */
    private void feedback() {
        jdbc.sql("""
                        insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at, by_machine)
                        select p.user_id, p.opportunity_id, kind, p.picked_at + interval '9 hours', kind = 'clicked' and hash % 9 = 0
                        from pick p
                        cross join lateral (select abs(hashtext(p.user_id || p.opportunity_id)) as hash) as h
                        cross join lateral (values ('sent', 100), ('clicked', 46), ('saved', 18), ('applied', 5)) as k (kind, percent)
                        where hash % 100 < case kind when 'sent' then 100
                            else percent - extract(day from now() - p.picked_at) / 3.0 - 3 * p.position end
                        on conflict do nothing""").update();
    }

    /** The next run of each source is 30 days away: nothing is fetched during the tests. */
    private void sources() {
        jdbc.sql("""
                        insert into source_state (source, host, status, status_changed_at, problem, consecutive_failures,
                            next_run_at) values
                        ('atelier-notices', 'atelier-notices.example', 'ok', now() - interval '20 days', null, 0, now() + interval '30 days'),
                        ('city-deadlines', 'city-deadlines.example', 'failing', now() - interval '2 days', 'The server answered 503', 6, now() + interval '30 days'),
                        ('open-grants', 'open-grants.example', 'ok', now() - interval '40 days', null, 0, now() + interval '30 days')""").update();
        jdbc.sql("""
                        insert into source_run (source, started_at, ended_at, outcome, http_status, document_count,
                            byte_count, found_count, created_count, updated_count,
                            unchanged_count, refused_count, problem, notes, samples)
                        select source, now() - run * interval '6 hours', now() - run * interval '6 hours' + interval '4 seconds',
                               case when failing then 'failed' else 'ok' end, case when failing then 503 else 200 end, 1, 48211,
                               case when failing then 0 else 41 end, case when failing then 0 else run % 4 end,
                               case when failing then 0 else 2 end, case when failing then 0 else 38 - run % 4 end,
                               case when failing then 0 else 1 end, case when failing then 'The server answered 503' end,
                               case when failing then '{}'::text[] else array['https://' || source
                                   || '.example/calls/77: deadline "when the leaves fall" has an unknown format'] end,
                               case when failing then '[]'::jsonb else jsonb_build_array(
                                   jsonb_build_object('title', 'Sculpture residency in Carrara', 'url', 'https://' || source || '.example/calls/12', 'deadline', current_date + 9),
                                   jsonb_build_object('title', 'Ceramics prize in Kyoto', 'url', 'https://' || source || '.example/calls/14', 'deadline', null)) end
                        from unnest(array['atelier-notices', 'city-deadlines', 'open-grants']) as source, generate_series(8, 1, -1) as run,
                            lateral (select source = 'city-deadlines' and run <= 6 as failing) as how""").update();
    }

    private void repairs() {
        jdbc.sql("""
                        insert into repair (action, subject, outcome, affected_count, message, node, repaired_at) values
                        ('rescue', 'chunk', 'done', 3, '3 chunks that owe letters had no task; queued again', 'node-b', now() - interval '3 days'),
                        ('prune', 'letter_event', 'done', 1204, '1204 rows older than 400 days', 'node-a', now() - interval '9 hours')""").update();
    }
}
