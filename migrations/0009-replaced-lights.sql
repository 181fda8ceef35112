-- A recorded light may correct an earlier entry of the same trigger, which then stands on no day. Nothing is taken away.
alter table recorded_light add column replaces integer references recorded_light (id);
