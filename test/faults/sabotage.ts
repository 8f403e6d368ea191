import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';
import { PostgresEventStore } from '#platform';

/** Ways to break what the product promises. Only `victim.ts` uses them: the product knows nothing of them. */
export type Sabotage = keyof typeof SABOTAGES;

/** How long what must be one step is torn into two. */
const TORN_MS = 25;

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
type Append = PostgresEventStore['append'];

/** The embedded server is started with a setting that the product refuses, and the product is told it had the right one. */
const serverWithout = (setting: 'fsync' | 'synchronous_commit') => (): void => {
  const { spawn } = childProcess;
  const weakened = (argument: unknown) => (argument === `${setting}=on` ? `${setting}=off` : argument);
  childProcess.spawn = ((file: string, args: readonly unknown[], ...rest: unknown[]) =>
    (spawn as (...all: unknown[]) => unknown)(file, args.map(weakened), ...rest)) as typeof spawn;
  syncBuiltinESMExports();
  onQuery(function (ask, first, ...rest) {
    const text = typeof first === 'string' ? first.replace(`current_setting('${setting}')`, `'on'`) : first;
    return ask(text, ...rest);
  });
};

/** The lane's call is answered while its transaction is still open. */
const acknowledgeBeforeCommit = (): void =>
  onQuery(function (ask, first, ...rest) {
    if (!isAppend(first)) return ask(first, ...rest);

    const opened = Promise.resolve(ask('begin'));
    const answer = ask(first, ...rest) as Promise<unknown>;
    const committed = () => void Promise.resolve(ask('commit')).catch(() => undefined);
    return Promise.all([answer, opened])
      .then(([answered]) => answered)
      .finally(() => void setTimeout(committed, TORN_MS));
  });

/** The events are committed without their command keys, which follow in a transaction of their own. */
const keyStoredLate = (): void =>
  onQuery(function (ask, first, ...rest) {
    if (!isAppend(first)) return ask(first, ...rest);

    const values = [...first.values];
    const [keys, digests, ids] = [values[EVENT_KEYS], values[EVENT_DIGESTS], values[EVENT_IDS]] as string[][];
    values[EVENT_KEYS] = keys!.map(() => '');
    values[EVENT_DIGESTS] = digests!.map(() => '');
    const answer = ask({ ...first, values }, ...rest) as Promise<unknown>;
    const late = () => void Promise.resolve(ask(STORE_KEYS, [ids, keys, digests])).catch(() => undefined);
    return answer.finally(() => void setTimeout(late, TORN_MS));
  });

/** What was decided on a state that is not the log's any more is recorded all the same. */
const naivePlaceCheck = (): void => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the store that it was taken from
  const append = PostgresEventStore.prototype.append;
  const anyhow: Append = async function (this: PostgresEventStore, request) {
    const outcome = await append.call(this, request);
    if (outcome.outcome !== 'conflict') return outcome;

    const [last] = await this.readStream(request.stream, { backwards: true, limit: 1 });
    return anyhow.call(this, {
      ...request,
      expectedRevision: last?.revision ?? -1,
      previousHash: last?.hash ?? '',
    });
  };
  PostgresEventStore.prototype.append = anyhow;
};

export const SABOTAGES = {
  'fsync-off': serverWithout('fsync'),
  'synchronous-commit-off': serverWithout('synchronous_commit'),
  'acknowledge-before-commit': acknowledgeBeforeCommit,
  'key-stored-late': keyStoredLate,
  'naive-place-check': naivePlaceCheck,
};

const [EVENT_IDS, EVENT_KEYS, EVENT_DIGESTS] = [12, 19, 20];
const STORE_KEYS = `update log_event e set command_key = nullif(late.key, ''), command_digest = nullif(late.digest, '')
  from unnest($1::text[], $2::text[], $3::text[]) as late(id, key, digest) where e.id = late.id`;

const isAppend = (first: unknown): first is { values: readonly unknown[] } =>
  (first as { name?: string }).name === 'append';

type Ask = (...args: unknown[]) => unknown;

/** Puts something between the product and its database. */
const onQuery = (between: (ask: Ask, ...args: unknown[]) => unknown): void => {
  const client = pg.Client.prototype as { query: unknown };
  const query = client.query as Query;
  client.query = function (this: pg.Client, ...args: unknown[]) {
    return between((...asked) => query.apply(this, asked), ...args);
  };
};
