-- Whether a letter's edition exists was asked for every letter twice, and locked the one row that all workers share. It is
-- asked where editions are deleted, at the end of that transaction: whoever adds a letter holds the row of its chunk, which
-- goes with the edition.
alter table delivery drop constraint delivery_edition_id_fkey;
alter table digest_log drop constraint digest_log_edition_id_fkey;

create function edition_has_letters() returns trigger language plpgsql as $$
begin
    if exists (select from delivery where edition_id = old.id) or exists (select from digest_log where edition_id = old.id) then
        raise exception 'Edition % has letters: delete those in delivery and digest_log first', old.id
            using errcode = 'foreign_key_violation';
    end if;
    return null;
end
$$;
create constraint trigger edition_has_letters after delete on edition deferrable initially deferred
    for each row execute function edition_has_letters();

-- A letter's row is written again when it is taken: with room for that on its own page, no index has to learn of it.
alter table delivery set (fillfactor = 45);
