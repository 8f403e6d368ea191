import { inWords } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { awaitsDraw, groupOf, type Line, roomOf } from './line.js';

type DataOf<Type extends PlaceEvent['type']> = Extract<PlaceEvent, { type: Type }>['data'];
type Waitlisted = DataOf<'PlaceWaitlisted'>;
type Offered = DataOf<'PlaceOffered'>;

/** Why a request joined the line; `line` as it stood before. */
export const joinedTheLine = (waitlisted: Waitlisted, line: Line): string => {
  const { placeId, turn, because, held, capacity, ahead } = waitlisted;
  const isCarried = line.carried.has(placeId);
  if (because === 'window' || (isCarried && awaitsDraw(line, [3, turn]))) return joinedTheWindow(line);
  const joined = `It joined the line behind ${waiting(ahead)}.`;
  const free = seats(capacity - held);
  if (because) return `${BUT[because](free, waitlisted, line)} ${joined}`;
  if (held >= capacity) return `No seat was free: ${held} of ${capacity} were held. ${joined}`;

  return isCarried
    ? `${free} stood free, and those carried here are the first to be offered them, in the order they had. ${joined}`
    : `${free} stood free for those who waited already, and nobody overtakes. ${joined}`;
};

const joinedTheWindow = ({ rules }: Line): string => {
  const closing = rules?.windowClosesOn === undefined ? '' : ` on ${inWords(rules.windowClosesOn)}`;

  return `It joined the requests of the window. The order is drawn after the window closes${closing}, so it has no rank yet.`;
};

type Waits = (free: string, waitlisted: Waitlisted, line: Line) => string;

const keptForAGroup: Waits = (free, { placeId, held, capacity }, line) => {
  const size = groupOf(line, placeId)?.placeIds.length ?? 1;
  if (size > capacity - held) return `${free} stood free, too few for its group of ${size}.`;
  // Of a group that would fit, only a share or another group can have kept them.
  if (size > 1 && !line.groups.some(({ askedToSplit }) => askedToSplit === true))
    return `${free} stood free, too few for its group of ${size} beside those kept for sponsors of another sector.`;

  return `${free} stood free, kept for a group that was asked whether it may be split.`;
};

const keptBackByMaximum: Waits = (free, { placeId }, line) => {
  const size = groupOf(line, placeId)?.placeIds.length ?? 1;

  return size > 1 && roomOf(line, placeId) !== 0
    ? `${free} stood free, but its group of ${size} is more than its sponsor may still hold.`
    : `${free} stood free, but its sponsor held the most it may.`;
};

const BUT: Readonly<Record<Exclude<NonNullable<Waitlisted['because']>, 'window'>, Waits>> = {
  'sector-share': (free) => `${free} stood free, kept for sponsors of another sector.`,
  'sponsor-maximum': keptBackByMaximum,
  group: keptForAGroup,
  'carried-requests': () => 'Requests carried from an earlier cohort ask before all others.',
};

/** Why a request was offered a seat; `excepted`: a named exception had been allowed for it. */
export const wasOffered = (offered: Offered, excepted: boolean): string => {
  const { turn, held, capacity, behind, until } = offered;
  const day = inWords(until);
  const free = `${held - 1} of ${capacity} seats were held`;
  const passing = passed(offered);
  if (excepted) return `By that exception it was offered a seat, while ${free}, until ${day}.`;
  if (turn !== undefined)
    return `It stood first in line${passing ? ` of those who could take the seat${passing}` : ''}, and ${free}: the free one was offered, until ${day}. ${behind} still waited${passing ? '' : ' behind it'}.`;
  if (passing || behind > 0)
    return `Nobody who waited could take the seat${passing}, and ${free}: a free one was offered at once, until ${day}.`;

  return `Nobody waited, and ${free}: a free one was offered at once, until ${day}.`;
};

const passed = ({ passing = [] }: Offered): string =>
  passing.length === 0 ? '' : ` (${passing.map((reason) => PASSED[reason]).join('; ')})`;

const PASSED: Readonly<Record<NonNullable<Offered['passing']>[number], string>> = {
  'sector-share': 'seats were kept for other sectors',
  'sponsor-maximum': 'sponsors were kept back by their maximum',
  group: 'groups did not fit in what was free',
};

/** So many seats, in words. */
export const seats = (count: number): string => (count === 1 ? '1 seat' : `${count} seats`);

const waiting = (ahead: number): string =>
  ahead === 0 ? 'nobody' : ahead === 1 ? '1 that waited' : `${ahead} that waited`;
