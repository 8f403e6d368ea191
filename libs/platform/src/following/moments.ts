import {
  BEGINNING,
  type BusinessDate,
  endOfDay,
  isAfter,
  laterOf,
  londonDateOf,
  type Position,
} from '#kernel';
import type { Clock } from '../clock.js';
import type { EventStore } from '../event-store.js';
import { badField } from '../http/problem.js';
import type { AskedMoment } from '../http/as-at.js';

/** A moment as it is answered for: what is known (up to a position; default: all there is), as it was on a day. */
export interface Meant {
  readonly day: BusinessDate;
  readonly clock: 'effective' | 'recorded';
  readonly upTo?: Position;
}

/** What was asked, checked against log and clock; undefined when the present was asked for. Throws a 400 that names the field. */
export const meantBy = async (
  { asAt, clock, knownAt, after }: AskedMoment,
  log: Pick<EventStore, 'head' | 'readAll' | 'contiguous'>,
  time: Clock,
): Promise<Meant | undefined> => {
  if (asAt === undefined) {
    if (clock !== undefined) throw badField('clock', 'needs asAt: the day the answer is for');
    if (knownAt !== undefined) throw badField('knownAt', 'needs asAt: the day the answer is for');
    return undefined;
  }
  if (knownAt !== undefined && isAfter(knownAt, await log.head()))
    throw badField('knownAt', 'must not be later than the head of the log');

  const upTo = clock === 'recorded' ? await recordedBy(asAt, log, time, knownAt) : knownAt;
  if (after !== undefined && upTo !== undefined && isAfter(after, upTo))
    throw badField('after', `must not be later than what the answer may know, position ${upTo}`);

  return { day: asAt, clock: clock ?? 'effective', ...(upTo === undefined ? {} : { upTo }) };
};

const recordedBy = async (
  day: BusinessDate,
  log: Pick<EventStore, 'head' | 'readAll' | 'contiguous'>,
  time: Clock,
  knownAt: Position | undefined,
): Promise<Position> => {
  if (day > laterOf(time.today(), londonDateOf(time.recording())))
    throw badField('asAt', 'must not be later than today on the recorded clock');

  return lastRecordedBefore(endOfDay(day), log, knownAt ?? (await log.head()));
};

/** The position of the last event recorded before a moment, up to a position: times of recording never fall along the log. */
export const lastRecordedBefore = async (
  moment: string,
  log: Pick<EventStore, 'readAll' | 'contiguous'>,
  head: Position,
): Promise<Position> => {
  if (!log.contiguous) return lastWalkingBack(moment, log, head);

  let low = 0n;
  let high = BigInt(head);
  while (low < high) {
    const middle = (low + high) / 2n;
    const [event] = await log.readAll({ after: String(middle), limit: 1 });
    const position = event && BigInt(event.position);
    if (position !== undefined && position <= high && event!.recordedAt < moment) low = position;
    else high = middle;
  }
  return String(low);
};

const WALKED_AT_ONCE = 1_000;

/** Where nobody can jump into the middle of the log, its end is walked back. */
const lastWalkingBack = async (
  moment: string,
  log: Pick<EventStore, 'readAll'>,
  head: Position,
): Promise<Position> => {
  let after: Position | undefined;
  for (;;) {
    const page = await log.readAll({ after, limit: WALKED_AT_ONCE, backwards: true });
    const found = page.find(({ position, recordedAt }) => !isAfter(position, head) && recordedAt < moment);
    if (found) return found.position;
    if (page.length < WALKED_AT_ONCE) return BEGINNING;
    after = page.at(-1)!.position;
  }
};
