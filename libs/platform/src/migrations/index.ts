import type { MixedList } from 'typeorm';
import { CreateFollowers1763900002000 } from './create-followers.migration.js';
import { CreateKeysOfLog1763900003000 } from './create-keys-of-log.migration.js';
import { CreateLog1763900000000 } from './create-log.migration.js';

/** Every migration of the platform, by age. A recorded one is never edited: what changes is a new one at the end. */
export const platformMigrations = [
  CreateLog1763900000000,
  CreateFollowers1763900002000,
  CreateKeysOfLog1763900003000,
] satisfies MixedList<unknown>;
