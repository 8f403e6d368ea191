import { randomUUID } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { isAfter, type Instant } from '#kernel';
import type { EventStore } from '../event-store.js';
import { type OnProgress, progressOf } from '../following/progress.js';
import { syncFolder } from '../sealing/durable-files.js';
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
  await mustBeNew(path);
  const draft = `${path}.${randomUUID()}`;
  const file = await LineFile.create(draft).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  const heads = new StreamHeads(draft, options.keptStreams);
  try {
    const statement = await written(store, file, heads, options);
    await file.finish();
    await givenItsName(draft, path);
    return statement;
  } catch (error) {
    await file.abandon();
    await rm(draft, { force: true });
    throw unwritable(path, error);
  } finally {
    await heads.remove();
  }
};

const written = async (
  store: Pick<EventStore, 'readStored' | 'head' | 'identity'>,
  file: LineFile,
  heads: StreamHeads,
  { sealedAt, key, onProgress }: SealOptions,
): Promise<SealStatement> => {
  const log = await store.identity();
  const upTo = await store.head();
  const report = progressOf('seal', upTo, onProgress);
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

const mustBeNew = async (path: string): Promise<void> => {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw exists(path);
};

/** Takes the name first, which fails where somebody else has it by now: renaming alone would overwrite theirs. */
const givenItsName = async (draft: string, path: string): Promise<void> => {
  await (await open(path, 'wx')).close();
  await rename(draft, path);
  await syncFolder(path);
};

const exists = (path: string) =>
  new Error(`There is a file ${path}, and a seal never overwrites one. Give the seal another name.`);

/** In words what the file system says; anything else as it is. */
const unwritable = (path: string, error: unknown): unknown => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') return exists(path);

  return syscall === undefined
    ? error
    : new Error(`The seal ${path} cannot be written (${code}). Nothing was sealed.`);
};
