-- Under which framework an agenda item arose, where it is about a criterion, a theme or a statement: the framework in use may be
-- another by the time the minutes are read. Null for what is under none, such as an action.
alter table agenda_item add column framework text;

-- What stands on an agenda already is under the framework that was in use when its meeting was planned.
update agenda_item i
set framework = coalesce(
  (select c.framework from chosen_framework c join forum_meeting m on m.id = i.meeting
    where c.authority = i.authority and c.chosen_at <= m.planned_at order by c.id desc limit 1),
  'laassi-2014-11')
where arose in ('challenge', 'statement', 'duty');
