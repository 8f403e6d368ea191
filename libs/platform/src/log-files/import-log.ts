import { createHash } from 'node:crypto';
import { BEGINNING } from '#kernel';
import type { Asks, EventPlace, EventStore } from '../event-store.js';
import type { Followers } from '../following/followers.js';
import { type OnProgress, progressOf } from '../following/progress.js';
import { inPlacesOf, placesIn } from '../following/standing.js';
import type { ChainedEvent } from '../stores/event-hash.js';
import type { CheckedLogFile } from './check-log-file.js';
import { eventIn, LogFileRefused } from './log-file.js';
import { eventLinesOf } from './read-log-file.js';

/** What a log is imported into: the log, and those who follow it. */
export interface ImportParts {
  readonly store: Pick<EventStore, 'importStored'>;
  readonly followers: Pick<Followers, 'restore'>;
}

const NOWHERE: EventPlace = { position: BEGINNING, hash: '' };
const PAGE_EVENTS = 1_000;
const PAGE_CHARACTERS = 4_000_000;

/**
 * Takes all events of a checked file into an empty log, as they are, and puts processes where they stood; see
 * `EventStore.importStored`. Throws also when the file is
 * another one by now.
 */
export const importLog = async (
  { store, followers }: ImportParts,
  file: CheckedLogFile,
  onProgress?: OnProgress,
): Promise<void> => {
  const restored = (places: ReadonlyMap<number, EventPlace>, within: Asks | undefined): Promise<void> => {
    const placeOf = (number: number): EventPlace => {
      const place = number === 0 ? NOWHERE : places.get(number);
      if (!place) throw changed(file);
      return place;
    };
    return followers.restore(inPlacesOf(file.standing, placeOf), within);
  };
  let report: ReturnType<typeof progressOf> | undefined;
  let reported: string | undefined;
  await store.importStored({
    id: file.sha256,
    noted: placesIn(file.standing),
    whole: restored,
    pages: () => eventPagesOf(file),
    told: (doing, events) => {
      if (doing !== reported) report = progressOf(doing, BEGINNING, String(file.events), onProgress);
      reported = doing;
      report!(String(events), events);
    },
  });
};

/** Throws for a log that an interrupted import left half there: nobody may take it for the whole. */
export const assertWholeLog = async (
  store: Pick<EventStore, 'unfinishedImport' | 'place'>,
): Promise<void> => {
  const unfinished = await store.unfinishedImport();
  if (unfinished === undefined) return;

  throw new Error(
    `The log (${store.place}) is only half there: an import into it was interrupted. Run l2d import log again with the same ` +
      `file (its SHA-256 is ${unfinished}): it goes on where it was.`,
  );
};

const eventPagesOf = async function* (file: CheckedLogFile): AsyncGenerator<readonly ChainedEvent[]> {
  const hash = createHash('sha256');
  let page: ChainedEvent[] = [];
  let characters = 0;
  for await (const line of eventLinesOf(file, hash)) {
    const event = eventIn(line);
    // Behind the events stands how processes stand, which is known from the check.
    if (!event) continue;
    page.push(event);
    characters += line.length;
    if (page.length < PAGE_EVENTS && characters < PAGE_CHARACTERS) continue;
    yield page;
    page = [];
    characters = 0;
  }
  if (page.length > 0) yield page;
  if (hash.digest('hex') !== file.sha256) throw changed(file);
};

const changed = ({ path }: CheckedLogFile) =>
  new LogFileRefused(
    `The log file ${path} changed while it was imported. Import it again when nobody writes to it.`,
  );
