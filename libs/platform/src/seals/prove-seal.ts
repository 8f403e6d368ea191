import { BEGINNING } from '#kernel';
import type { EventStore } from '../event-store.js';
import { type OnProgress, progressOf } from '../following/progress.js';
import type { StoredEvent } from '../stores/event-hash.js';
import { type ReadSeal, sealedEventsOf, type SealStatement } from './seal-file.js';
import { leafOf, type SealedEvent } from './sealed-event.js';
import { storedPages } from './stored-pages.js';

/** The first event of a seal, or among those it covers, that is not as it was sealed. */
export interface SealDifference {
  readonly kind: 'altered' | 'missing' | 'moved' | 'added';
  /** Which one of the log it was when it was sealed, the first being 1; of one that was added, which one it is. */
  readonly number: number;
  readonly stream: string;
  readonly revision: number;
  /** What became of it. */
  readonly sentence: string;
}

/** What comparing a log with a seal found. */
export interface SealProof {
  readonly statement: SealStatement;
  /** False for a log of another identity: one that was moved, or not the one that was sealed. */
  readonly sameLog: boolean;
  /** Absent: the sealed events are exactly the first of those now stored. */
  readonly difference?: SealDifference;
}

const REPORTED_EVENTS = 2_000;

/** Proves that the events of a seal are exactly those now stored, in the same order, whatever was recorded later. */
export const proveSeal = async (
  store: Pick<EventStore, 'readStored' | 'identity'>,
  seal: ReadSeal,
  onProgress?: OnProgress,
): Promise<SealProof> => {
  const { statement } = seal;
  const sameLog = (await store.identity()) === statement.log;
  const sealed = sealedEventsOf(seal);
  const stored = numbered(store);
  try {
    const difference = await firstDifference(
      sealed,
      stored,
      progressOf('seal', BEGINNING, String(statement.events), onProgress),
    );
    return { statement, sameLog, ...(difference ? { difference } : {}) };
  } finally {
    await sealed.return(undefined);
    await stored.return(undefined);
  }
};

interface Stored {
  readonly event: StoredEvent;
  readonly number: number;
  readonly leaf: string;
}

const numbered = async function* (store: Pick<EventStore, 'readStored'>): AsyncGenerator<Stored, undefined> {
  let number = 0;
  for await (const page of storedPages(store))
    for (const event of page) yield { event, number: (number += 1), leaf: leafOf(event).toString('hex') };
};

const firstDifference = async (
  sealed: AsyncGenerator<SealedEvent>,
  stored: AsyncGenerator<Stored, undefined>,
  report: (position: string, events: number) => void,
): Promise<SealDifference | undefined> => {
  for (let number = 1; ; number += 1) {
    const due = await sealed.next();
    if (due.done) return undefined;
    const { value: found } = await stored.next();
    if (found?.leaf !== due.value.leaf) return whatBecame(due.value, number, found, sealed, stored);
    if (number % REPORTED_EVENTS === 0) report(String(number), number);
  }
};

/** Looks through what is left of both for the event that was due and the one that stands in its stead. */
const whatBecame = async (
  due: SealedEvent,
  number: number,
  found: Stored | undefined,
  sealed: AsyncGenerator<SealedEvent>,
  stored: AsyncGenerator<Stored, undefined>,
): Promise<SealDifference> => {
  const { stream, revision } = due;
  const of = { number, stream, revision };
  const name = `The event "${stream}" revision ${revision}, number ${number} of those sealed,`;
  if (found && isOne(found.event, due))
    return {
      ...of,
      kind: 'altered',
      sentence: `${name} was altered: at position ${found.event.position} another is stored.`,
    };

  const now = await laterOf(due, stored);
  if (!now) return { ...of, kind: 'missing', sentence: `${name} is missing.` };
  const where = `at position ${now.event.position}, number ${now.number}`;
  if (now.leaf !== due.leaf)
    return { ...of, kind: 'altered', sentence: `${name} was altered: another is stored ${where}.` };
  if (await isLater(found!.leaf, sealed))
    return { ...of, kind: 'moved', sentence: `${name} was moved: it is stored ${where}.` };

  const { event } = found!;
  return {
    kind: 'added',
    ...{ number, stream: event.stream, revision: event.revision },
    sentence: `The event "${event.stream}" revision ${event.revision} at position ${event.position} was added: it is number ${number}, among those sealed, and was not when they were.`,
  };
};

/** The event itself, else the last of those that have its name. */
const laterOf = async (due: SealedEvent, stored: AsyncIterable<Stored>): Promise<Stored | undefined> => {
  let named: Stored | undefined;
  for await (const one of stored) {
    if (one.leaf === due.leaf) return one;
    if (isOne(one.event, due)) named = one;
  }
  return named;
};

const isLater = async (leaf: string, sealed: AsyncIterable<SealedEvent>): Promise<boolean> => {
  for await (const one of sealed) if (one.leaf === leaf) return true;
  return false;
};

const isOne = (event: StoredEvent, { stream, revision }: SealedEvent): boolean =>
  event.stream === stream && event.revision === revision;
