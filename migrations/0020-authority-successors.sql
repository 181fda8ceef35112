-- What became of an authority that reorganisation of local government ended: the authorities in whose hands its area is now.
-- `part` names what of it passed on where it was not all of it, or says what was left. Data that ships with Fiveday.
create table authority_successor (
  predecessor text not null references reorganisation,
  successor text not null references reorganisation,
  part text,
  source text not null,
  primary key (predecessor, successor)
);
insert into authority_successor (predecessor, successor, part, source) values
  ('835', '838', 'all but Christchurch', 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('835', '839', 'Christchurch', 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('836', '839', null, 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('837', '839', null, 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018'),
  ('928', '940', null, 'The Northamptonshire (Structural Changes) Order 2020'),
  ('928', '941', null, 'The Northamptonshire (Structural Changes) Order 2020'),
  ('909', '942', null, 'The Cumbria (Structural Changes) Order 2022'),
  ('909', '943', null, 'The Cumbria (Structural Changes) Order 2022');
grant select on authority_successor to fiveday_officer;
