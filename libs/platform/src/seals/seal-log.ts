import { BEGINNING, isAfter, type Instant } from '#kernel';
import type { EventStore } from '../event-store.js';
import { type OnProgress, progressOf } from '../following/progress.js';
import { madeNew } from '../sealing/durable-files.js';
import { LineFile } from './line-file.js';
import { MerkleTree } from './merkle-tree.js';
import { eventLineOf, headerOf, signatureLineOf, statementOf, type SealStatement } from './seal-file.js';
import type { SealKey } from './seal-key.js';
import { leafOf } from './sealed-event.js';
import { StreamHeads } from './stream-heads.js';
import { storedPages } from './stored-pages.js';

/** How a log is sealed. */
export interface SealOptions {
  readonly sealedAt: Instant;
  /** Without it the seal is not signed. */
  readonly key?: SealKey | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Heads of so many streams are kept in memory; default 200,000. */
  readonly keptStreams?: number | undefined;
}

/**
 * Writes a seal over all events up to the present head of a log into a new file, in one walk and in bounded memory. The file is
 * there when it is whole. Throws when there is one of this name, or it cannot be written.
 */
export const sealLog = async (
  store: Pick<EventStore, 'readStored' | 'head' | 'identity'>,
  path: string,
  options: SealOptions,
): Promise<SealStatement> => {
  const words = { path, name: 'seal', otherwise: 'Nothing was sealed.' };
  return madeNew(words, async (draft) => {
    const file = await LineFile.create(draft);
    const heads = new StreamHeads(draft, options.keptStreams);
    try {
      const statement = await written(store, file, heads, options);
      await file.finish();
      return statement;
    } catch (error) {
      await file.abandon();
      throw error;
    } finally {
      await heads.remove();
    }
  });
};

const written = async (
  store: Pick<EventStore, 'readStored' | 'head' | 'identity'>,
  file: LineFile,
  heads: StreamHeads,
  { sealedAt, key, onProgress }: SealOptions,
): Promise<SealStatement> => {
  const log = await store.identity();
  const upTo = await store.head();
  const report = progressOf('seal', BEGINNING, upTo, onProgress);
  const tree = new MerkleTree();
  await file.write(headerOf({ log, sealedAt }));
  let events = 0;
  for await (const page of storedPages(store)) {
    const sealed = page.filter(({ position }) => !isAfter(position, upTo));
    for (const event of sealed) {
      const leaf = leafOf(event);
      tree.add(leaf);
      await file.write(eventLineOf({ ...event, leaf: leaf.toString('hex') }));
      await heads.add(event);
    }
    events += sealed.length;
    if (sealed.length < page.length) break;
    report(page.at(-1)!.position, events);
  }
  let streams = 0;
  for await (const head of heads.sorted()) {
    await file.write(JSON.stringify(head));
    streams += 1;
  }
  const statement: SealStatement = {
    ...{ log, sealedAt, events, streams },
    root: tree.root(),
    contents: await file.written(),
    publicKey: key?.publicKey ?? null,
  };
  const text = statementOf(statement);
  await file.write(text);
  await file.write(signatureLineOf(key?.sign(text) ?? null));
  return statement;
};
