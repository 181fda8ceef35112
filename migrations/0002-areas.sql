-- What each published file calls an area (a local authority, a region, the country) and where it says it lies.
-- Each source owns its own rows; the view `area` says which name stands when several files name one area.
create table area_name (
  source text not null,
  code text not null check (code ~ '^[0-9]{3}$'),
  name text not null check (name <> ''),
  region text,
  gss text,
  run integer not null references import_run,
  line integer not null,
  primary key (source, code)
);

-- The day an authority began or ended by reorganisation of local government. Data that ships with Fiveday.
create table reorganisation (
  code text primary key,
  began_on date,
  ended_on date,
  source text not null
);
insert into reorganisation (code, began_on, ended_on, source) values
  ('835', null, '2019-04-01', 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('836', null, '2019-04-01', 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('837', null, '2019-04-01', 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('838', '2019-04-01', null, 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('839', '2019-04-01', null, 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('928', null, '2021-04-01', 'The Northamptonshire (Structural Changes) Order 2020'),
  ('940', '2021-04-01', null, 'The Northamptonshire (Structural Changes) Order 2020'),
  ('941', '2021-04-01', null, 'The Northamptonshire (Structural Changes) Order 2020'),
  ('909', null, '2023-04-01', 'The Cumbria (Structural Changes) Order 2022'),
  ('942', '2023-04-01', null, 'The Cumbria (Structural Changes) Order 2022'),
  ('943', '2023-04-01', null, 'The Cumbria (Structural Changes) Order 2022');

-- Every area known. England is 970 and the regions are 980 to 990; the made-up country's codes are the same with a
-- leading 0. The lookup's name stands before the Local Authority Interactive Tool's, then Ofsted's, then the neighbours'.
create view area as
select n.code,
  (array_agg(n.name order by array_position(array['lookup', 'lait', 'ofsted-state-funded', 'neighbours'], n.source)))[1] as name,
  case when n.code in ('970', '070') then 'country'
       when substr(n.code, 1, 1) in ('9', '0') and substr(n.code, 2)::int between 80 and 90 then 'region'
       else 'authority' end as kind,
  (array_agg(n.region order by array_position(array['lookup', 'lait', 'ofsted-state-funded', 'neighbours'], n.source))
    filter (where n.region is not null))[1] as region,
  min(n.gss) as gss,
  min(r.began_on) as began_on,
  min(r.ended_on) as ended_on
from area_name n
left join reorganisation r on r.code = n.code
group by n.code;

-- A dated set of statistical neighbours, as published.
create table neighbour_set (
  key text primary key,
  title text not null,
  published text not null,
  run integer not null references import_run
);

-- One of the ten statistical neighbours of an authority in a dated set; place 1 is the nearest.
create table neighbour (
  set_key text not null references neighbour_set on delete cascade,
  authority text not null,
  place smallint not null check (place between 1 and 10),
  neighbour text not null,
  closeness text not null,
  primary key (set_key, authority, place)
);

-- The boundary of an authority as GeoJSON, in longitude and latitude.
create table boundary (
  code text primary key,
  name text not null,
  geometry jsonb not null,
  run integer not null references import_run
);
