import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, type Position, type Recorded } from '#kernel';
import type { FollowersStatus } from '#platform';
import type { Product } from '../../api/src/start.js';
import { table } from '../../table.js';
import { print, progressBar, SOMETHING_WRONG } from './output.js';
import { inSentences, provenBySeal } from './seal-verb.js';

/** What `verify` may be asked. */
export interface VerifyOptions {
  readonly seal?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** Proves the log and every read model, and by a seal that the log is the one that was sealed; exit code 1 when anything differs. */
export const verifyAll = async (
  { followers, store }: Product,
  { seal, key, json }: VerifyOptions,
): Promise<number> => {
  const sealed = seal === undefined ? undefined : await provenBySeal(store, seal, key);
  // A replay proves rows up to a checkpoint: bring those up first that can be. One that stands still is proved where it stands.
  await followers.catchUp().catch(() => undefined);
  const bar = progressBar();
  const proof = await followers.verify(bar.follow).finally(() => bar.end());
  const sound = proof.sound && !sealed?.difference;
  if (json) await print(JSON.stringify(sealed ? { ...proof, sound, seal: sealed } : proof));
  else {
    if (sealed) await print(inSentences(sealed, key));
    await print(
      `${proof.log.events} events up to position ${proof.log.position}: ` +
        (proof.log.problems.length === 0
          ? `${store.contiguous ? 'positions contiguous' : 'no stream lacks a revision'}, every hash chain holds.`
          : 'the log is damaged.'),
    );
    for (const problem of proof.log.problems) await print(`  ${problem}`);
    await print(
      table(
        proof.projections.map(({ name, position, rows, differing, problem }) => ({
          'read model': name,
          'up to': position,
          rows,
          differing,
          verdict: problem ?? (differing === 0 ? 'equals the replay' : 'differs: rebuild it'),
        })),
      ),
    );
  }
  return sound ? 0 : SOMETHING_WRONG;
};

/** Rebuilds one read model beside the live one and swaps it in. */
export const rebuildOne = async (
  { followers }: Product,
  name: string,
  options: { force?: boolean; eventsASecond?: number },
): Promise<number> => {
  const bar = progressBar();
  const differing = await followers
    .rebuild(name, { ...options, onProgress: bar.follow })
    .finally(() => bar.end());
  await print(
    differing === 0
      ? `${name} was rebuilt; it equals what was live.`
      : `${name} was rebuilt; ${differing} rows differed from what was live.`,
  );
  return 0;
};

/** Where the log and each follower stand; exit code 1 when one stands still or work items are open. */
export const showStatus = async ({ followers }: Product, { json }: { json?: boolean }): Promise<number> => {
  const status = await followers.status();
  const failed = status.followers.filter(({ failed }) => failed);
  if (json) await print(JSON.stringify(status));
  else {
    await print(`The log (${status.log}) ends at position ${status.head}.`);
    await print(whoLeads(status));
    await print(
      table(
        status.followers.map(({ name, kind, position, lag, due, workItems }) => ({
          follower: name,
          kind,
          position,
          lag,
          due,
          'work items': workItems,
        })),
      ),
    );
    for (const { name, failed } of status.followers)
      if (failed)
        await print(
          `${name} stands still: ${JSON.stringify(failed)}. When that is mended: l2d resume ${name}`,
        );
    for (const item of status.workItems) await print(`open: ${JSON.stringify(item)}`);
  }
  return failed.length > 0 || status.workItems.length > 0 ? SOMETHING_WRONG : 0;
};

const whoLeads = ({ leader }: FollowersStatus): string =>
  leader
    ? `Process ${leader.process} follows it; it was heard of ${leader.heardSecondsAgo} s ago.`
    : 'Nobody follows it: start npm run worker, or npm start with L2D_WORKER=inside.';

const PAGE = 500;
const POLL_MILLISECONDS = 200;

/** Prints events as JSON Lines: of one stream, or of everything from now on (`follow`). Personal fields stay sealed. */
export const showEvents = async (
  { store }: Product,
  { stream, follow, after }: { stream?: string; follow?: boolean; after?: Position },
): Promise<number> => {
  if (stream !== undefined && !follow) return showStream(store, stream);

  const head = await store.head();
  if (after !== undefined && !follow && BigInt(after) > BigInt(head))
    throw new Error(`--after ${after} lies behind the end of the log, which is ${head}.`);
  let position = after ?? (follow ? head : BEGINNING);
  for (;;) {
    const page = await store.readAll({ after: position, limit: PAGE });
    for (const event of page) {
      position = event.position;
      if (stream === undefined || event.stream === stream) await print(lineOf(event));
    }
    if (page.length > 0) continue;
    if (!follow) return 0;
    await pause(POLL_MILLISECONDS);
  }
};

const showStream = async (store: Product['store'], stream: string): Promise<number> => {
  let next = 0;
  for (;;) {
    const page = await store.readStream(stream, { from: next, limit: PAGE });
    for (const event of page) await print(lineOf(event));
    if (page.length < PAGE) break;
    next += page.length;
  }
  if (next > 0 || (await store.readStream(stream, { limit: 1 })).length > 0) return 0;

  throw new Error(
    `The log has no stream "${stream}". Streams are named like cohort-ID, places-COHORT, organisation-ID.`,
  );
};

const lineOf = (event: Recorded): string => JSON.stringify(event);
