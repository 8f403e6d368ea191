import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where followers stand, who leads them, what is due, and what somebody has to look at. */
export class CreateFollowers1763900002000 implements MigrationInterface {
  readonly name = 'CreateFollowers1763900002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table follower_checkpoint, follower_epoch, follower_work_item, follower_due, follower_digest',
    );
  }
}

const STATEMENTS = [
  `create table follower_epoch (
     one boolean primary key default true check (one),
     epoch bigint not null default 0
   )`,
  'insert into follower_epoch default values',
  // Updated at every page: room on its page keeps it from growing.
  `create table follower_checkpoint (
     follower text primary key,
     kind text not null check (kind in ('projection', 'process')),
     generation integer not null default 1,
     position bigint not null default 0,
     hash text not null default '',
     log text not null,
     epoch bigint not null default 0,
     failed jsonb,
     moved_at timestamptz not null default now()
   ) with (fillfactor = 20)`,
  `create table follower_work_item (
     id uuid primary key,
     process text not null,
     position bigint not null,
     event_id text not null,
     command text not null,
     refusal text not null,
     opened_at text not null,
     closed_at text
   )`,
  'create index follower_work_item_open on follower_work_item (process) where closed_at is null',
  `create table follower_due (
     command_id uuid primary key,
     process text not null,
     due_at text collate "C" not null,
     command text not null,
     fields text not null,
     effective_on text,
     position bigint not null,
     event_id text not null,
     correlation_id text not null,
     done_at text
   )`,
  'create index follower_due_next on follower_due (due_at, position) where done_at is null',
  // Of runs of rebuild and verify only; worth nothing after a crash.
  `create unlogged table follower_digest (
     run uuid not null,
     key text not null,
     digest text not null,
     primary key (run, key)
   )`,
] as const;
