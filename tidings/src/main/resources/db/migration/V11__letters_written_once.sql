-- A letter is written down as handed over when its first batch leaves, not as owed before: one row less to write. So a chunk
-- can be composed in part: how many of its users are, in their order; null before the first and after the last, so that a
-- node of the release before takes a chunk with composed_at for composed, and sends nothing twice.
alter table chunk
    add column composed_so_far integer,
    add check (composed_so_far is null or (composed_at is not null and composed_so_far between 1 and due));

-- A chunk's counts change with every batch, its users hardly ever: they are counted where they change.
alter table chunk drop constraint chunk_check;
create function chunk_due_is_its_users() returns trigger language plpgsql as $$
begin
    if new.due <> cardinality(new.user_ids) then
        raise exception 'Chunk % of edition % has % users, and % due', new.number, new.edition_id, cardinality(new.user_ids), new.due
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger chunk_due_is_its_users before insert or update of user_ids, due on chunk
    for each row execute function chunk_due_is_its_users();

-- Few letters are written again now. The table keeps its pages when it is empty: to a planner that sees none of them, reading
-- all of it looks cheaper than its indexes, and that plan is kept until it is large again.
alter table delivery set (fillfactor = 90);
