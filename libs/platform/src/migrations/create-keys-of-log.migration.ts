import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which folder of keys belongs to this log: one mark, made of both, written by the first process that opens them. */
export class CreateKeysOfLog1763900003000 implements MigrationInterface {
  readonly name = 'CreateKeysOfLog1763900003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table log_keys (
        only_row boolean primary key default true check (only_row),
        mark text collate "C" not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('What belongs to the log is never taken away.');
  }
}
