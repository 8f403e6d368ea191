import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log and its single lane. `log_lane` holds one row that is locked and never updated (an updated one slows down
 * within a minute while any old snapshot is open). The function is volatile and runs under READ COMMITTED, so that each
 * statement behind the lock sees what was committed before it.
 */
export class CreateLog1763900000000 implements MigrationInterface {
  readonly name = 'CreateLog1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(APPEND);
  }

  async down(): Promise<void> {
    throw new Error('The log is never taken away.');
  }
}

const TABLES = `
  create table log_lane (
    only_row boolean primary key default true check (only_row),
    identity uuid not null default gen_random_uuid()
  );
  insert into log_lane default values;

  create table log_event (
    position bigint primary key,
    stream text collate "C" not null,
    revision integer not null,
    id text collate "C" not null,
    type text collate "C" not null,
    version integer not null,
    effective_on text collate "C" not null,
    recorded_at text collate "C" not null,
    metadata text not null,
    data text not null,
    command_key text collate "C",
    command_digest text collate "C",
    hash text collate "C" not null,
    constraint log_event_revision unique (stream, revision)
  );
  create unique index log_event_command on log_event (command_key) where command_key is not null;
`;

// The caller sends requests by rising time and never two with one key: so each can be judged by itself against the log as
// it was when the lane was taken, but for its stream, which goes to the first. 'limit 1' keeps every look-up an index look-up.
const APPEND = `
  create function log_append(
    any_clock boolean,
    r_stream text[], r_expected integer[], r_previous text[], r_recorded_at text[], r_now float8[], r_events integer[],
    k_request integer[], k_key text[],
    e_request integer[], e_stream text[], e_revision integer[], e_id text[], e_type text[], e_version integer[],
    e_effective_on text[], e_recorded_at text[], e_metadata text[], e_data text[], e_key text[], e_digest text[],
    e_hash text[],
    out last_position bigint, out outcomes text[], out details text[]
  ) language plpgsql volatile
  set search_path from current
  set enable_seqscan = off
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    last_recorded_at text collate "C";
    found_request integer[];
    found_key text[];
    known text[];
    taken boolean[];
    store_now timestamptz := statement_timestamp();
    last_is_ahead boolean;
  begin
    perform 1 from log_lane for update;

    select e.position, e.recorded_at into last_position, last_recorded_at
      from log_event e order by e.position desc limit 1;
    last_position := coalesce(last_position, 0);
    -- A clock was set back: the log's time stands still until the clock has passed it, and recording goes on.
    last_is_ahead := coalesce(last_recorded_at::timestamptz > store_now, false);

    known := array_fill(null::text, array[cardinality(r_stream)]);
    select array_agg(k.request order by k.no), array_agg(k.key order by k.no) into found_request, found_key
      from unnest(k_request, k_key) with ordinality as k(request, key, no)
     cross join lateral (select 1 from log_event e where e.command_key = k.key limit 1) found;
    for i in 1 .. coalesce(cardinality(found_key), 0) loop
      known[found_request[i]] := coalesce(known[found_request[i]], found_key[i]);
    end loop;

    select array_agg(case when v.late then 'conflict' else v.outcome end order by v.no),
           array_agg(case
             when v.late then v.revision_after::text
             when v.outcome = 'known' then v.key
             when v.outcome = 'conflict' then v.revision::text
             when v.outcome = 'clock' then to_char(store_now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
             when v.outcome = 'decide-again-at' then last_recorded_at
             else '' end order by v.no),
           array_agg(v.outcome = 'appended' and not v.late order by v.no)
      into outcomes, details, taken
      from (
        select j.*,
          j.outcome = 'appended' and row_number() over (partition by j.stream, j.outcome order by j.no) > 1 as late,
          first_value(j.revision + j.events) over (partition by j.stream, j.outcome order by j.no) as revision_after
        from (
          select r.no, r.stream, r.key, r.events, coalesce(head.revision, -1) as revision,
            case
              when r.key is not null then 'known'
              when coalesce(head.revision, -1) <> r.expected then 'conflict'
              when coalesce(head.hash, '') <> r.previous then 'chain'
              when last_is_ahead and r.recorded_at collate "C" < last_recorded_at then 'decide-again-at'
              when not any_clock and not (last_is_ahead and r.recorded_at collate "C" = last_recorded_at)
                and abs(extract(epoch from store_now) * 1000 - r.now) > 5000 then 'clock'
              when r.recorded_at collate "C" < last_recorded_at then 'decide-again-at'
              else 'appended'
            end as outcome
          from unnest(r_stream, r_expected, r_previous, r_recorded_at, r_now, r_events, known)
            with ordinality as r(stream, expected, previous, recorded_at, now, events, key, no)
          left join lateral (
            select e.revision, e.hash from log_event e where e.stream = r.stream order by e.revision desc limit 1
          ) head on true
        ) j
      ) v;

    insert into log_event (position, stream, revision, id, type, version, effective_on, recorded_at, metadata, data,
                           command_key, command_digest, hash)
      select last_position + row_number() over (order by e.no), e.stream, e.revision, e.id, e.type, e.version,
             e.effective_on, e.recorded_at, e.metadata, e.data, nullif(e.key, ''), nullif(e.digest, ''), e.hash
        from unnest(e_request, e_stream, e_revision, e_id, e_type, e_version, e_effective_on, e_recorded_at, e_metadata,
                    e_data, e_key, e_digest, e_hash)
          with ordinality as e(request, stream, revision, id, type, version, effective_on, recorded_at, metadata, data,
                               key, digest, hash, no)
       where taken[e.request];
  end
  $$;
`;
