-- When an import was checked; null of one that was checked before this was kept.
alter table quality_check add column checked_at timestamptz;
