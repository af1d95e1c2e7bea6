-- Parts of the fingerprint: two that differ in few bits share one of them.
alter table opportunities add column bands integer[] generated always as (
    case when fingerprint is not null then array[
        (fingerprint & 2047)::integer,
        2048 + (fingerprint >> 11 & 2047)::integer,
        4096 + (fingerprint >> 22 & 2047)::integer,
        6144 + (fingerprint >> 33 & 2047)::integer,
        8192 + (fingerprint >> 44 & 1023)::integer,
        10240 + (fingerprint >> 54 & 1023)::integer]
    end) stored;
create index opportunities_bands on opportunities using gin (bands);
