-- Under which framework an agenda item arose, where it is about a criterion, a theme or a statement: the framework in use may be
-- another by the time the minutes are read. Null for what is under none, and for items of before this was kept.
alter table agenda_item add column framework text;
