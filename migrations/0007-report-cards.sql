-- Two more kinds of judgement. `report card`: an inspection since November 2025, whose areas are graded and the school is not.
-- `carried`: a grade that a school carried on the day of a file which does not say which inspection gave it; the day its report
-- was published stands for the inspection number.
alter table published_judgement drop constraint published_judgement_kind_check;
alter table published_judgement add check (kind in ('graded', 'ungraded', 'report card', 'carried'));
alter table judgement drop constraint judgement_kind_check;
alter table judgement add check (kind in ('graded', 'ungraded', 'report card', 'carried'));

-- One area of the report card of a school, as one file stated it on its as-at day. Each area has a day of its own. The outcome of
-- safeguarding stands beside the areas, as an area. `grade` is as published; null where the file has nothing.
create table report_card_area (
  as_at date not null,
  urn text collate "C" not null,
  inspection_number text collate "C" not null,
  area text collate "C" not null,
  grade text,
  judged_on date,
  run integer not null,
  line integer not null,
  primary key (as_at, urn, area)
);
create index report_card_area_school on report_card_area (urn, as_at);

-- A school in a file that lists the schools which carried an overall grade on its as-at day, and nothing else of them: no
-- authority, pupils or category. It answers for that day alone.
create table graded_school (
  as_at date not null,
  urn text collate "C" not null check (urn ~ '^[1-9][0-9]{5}$'),
  name text not null,
  phase text not null,
  overall text not null check (overall in ('1', '2', '3', '4')),
  run integer not null,
  line integer not null,
  primary key (as_at, urn)
);
grant select on report_card_area, graded_school to fiveday_officer;
