-- Changes with every import that is kept, so that whoever keeps an answer from one page to the next can tell at once whether
-- it is still of the same files.
alter table installation add column imports uuid not null default gen_random_uuid();
