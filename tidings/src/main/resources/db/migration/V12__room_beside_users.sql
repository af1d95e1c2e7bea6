-- An edition tells every user's row when its last letter went out. With room for that on the row's own page, no index has to
-- learn of it. Pages that are full already get room as they are vacuumed.
alter table users set (fillfactor = 70);
