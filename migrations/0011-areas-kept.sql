-- Every area known, by code, as the published files that are held state it. Every page asks for areas, and they change only
-- with an import; so what the view `area_stated` works out is kept here whenever a source's names change.
alter view area rename to area_stated;
create table area (
  code text primary key,
  name text not null,
  kind text not null check (kind in ('country', 'region', 'authority')),
  region text,
  gss text,
  began_on date,
  ended_on date
);
insert into area select * from area_stated;
grant select on area to fiveday_officer;
