package dev.tidings.bench.chaos;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records every intent in a schema of the test bed: a trigger writes a row in the transaction that commits the intent.
 * Transaction ids order intents and recipient changes. The audit does not depend on clocks or the speed of processes.
 *
 * <p>A replay repeats a batch that may have been sent, under the same key. It ignores recipient changes.
 */
final class IntentRecorder {
    private IntentRecorder() {}

    static void install(JdbcClient jdbc) {
        jdbc.sql("""
                        create schema chaos;
                        create table chaos.intent (
                            xid        xid8 not null default pg_current_xact_id(),
                            edition_id bigint not null,
                            letter_id  bigint not null,
                            user_id    text not null,
                            content    text not null,
                            replay     boolean not null
                        );
                        create table chaos.recipient_change (
                            user_id  text not null,
                            kind     text not null,
                            value    text not null,
                            answered pg_snapshot not null default pg_current_snapshot(),
                            primary key (user_id, kind)
                        );
                        create function chaos.record_batch() returns trigger language plpgsql as $$
                        begin
                            insert into chaos.intent (edition_id, letter_id, user_id, content, replay)
                            select new.edition_id, l.id, l.user_id, l.content, false
                            from unnest(new.letter_ids, new.user_ids, new.contents) as l (id, user_id, content);
                            return null;
                        end
                        $$;
                        create trigger chaos_intent after insert on batch
                            for each row execute function chaos.record_batch();
                        create function chaos.record_claim() returns trigger language plpgsql as $$
                        begin
                            insert into chaos.intent (edition_id, letter_id, user_id, content, replay)
                            values (new.edition_id, new.id, new.user_id, new.content,
                                    old.handed_over_at is not null
                                        or coalesce(old.batch_key = new.batch_key, false)
                                        and old.attempt is distinct from old.last_refused_attempt);
                            return null;
                        end
                        $$;
                        create trigger chaos_intent after update on delivery
                            for each row when (new.handed_over_at is not null and new.attempt > old.attempt)
                            execute function chaos.record_claim();
                        """).update();
    }

    /** Deletes the intents and changes of earlier rounds. */
    static void clear(JdbcClient jdbc) {
        jdbc.sql("delete from chaos.intent").update();
        jdbc.sql("delete from chaos.recipient_change").update();
    }
}
