-- Who may see which rows. Work done by an authority is fenced by its code: every transaction on behalf of an authority
-- takes the role `fiveday_officer`, which cannot bypass these rules, and sets `fiveday.authority` for its own length.
-- Published facts are shared: the role may read them all.
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'fiveday_officer') then
    create role fiveday_officer nologin;
  end if;
end $$;
do $$ begin
  -- Since PostgreSQL 16 whoever made a role belongs to it without yet being able to take it.
  if not (case when current_setting('server_version_num')::int < 160000
    then pg_has_role(current_user, 'fiveday_officer', 'member')
    else pg_has_role(current_user, 'fiveday_officer', 'set') end) then
    execute format('grant fiveday_officer to %I', current_user);
  end if;
end $$;
grant usage on schema public to fiveday_officer;
grant select on all tables in schema public to fiveday_officer;
revoke all on account, session, invitation from fiveday_officer;
grant select (id, email, name, role, authority, created_at, withdrawn_on) on account to fiveday_officer;
grant insert on recorded_light, audit_entry to fiveday_officer;
grant usage on all sequences in schema public to fiveday_officer;

alter table recorded_light enable row level security;
create policy own_authority on recorded_light to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));

alter table audit_entry enable row level security;
create policy own_authority on audit_entry to fiveday_officer
  using (authority is null or authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));

alter table account enable row level security;
create policy own_authority on account for select to fiveday_officer
  using (authority = current_setting('fiveday.authority', true));
