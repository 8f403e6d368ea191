import { inWords } from '#kernel';
import type { PlaceEvent } from '#places/events';
import type { Line } from './line.js';

type DataOf<Type extends PlaceEvent['type']> = Extract<PlaceEvent, { type: Type }>['data'];
type Waitlisted = DataOf<'PlaceWaitlisted'>;
type Offered = DataOf<'PlaceOffered'>;

/** Why a request joined the line. */
export const joinedTheLine = (
  { because, held, capacity, ahead }: Waitlisted,
  { rules }: Pick<Line, 'rules'>,
): string => {
  if (because === 'window')
    return `It joined the requests of the window. The order is drawn after the window closes${rules?.windowClosesOn ? ` on ${inWords(rules.windowClosesOn)}` : ''}, so it has no rank yet.`;
  const joined = `It joined the line behind ${waiting(ahead)}.`;
  if (because) return `${BUT[because](seats(capacity - held))} ${joined}`;

  return held >= capacity
    ? `No seat was free: ${held} of ${capacity} were held. ${joined}`
    : `${seats(capacity - held)} stood free for those who waited already, and nobody overtakes. ${joined}`;
};

const BUT: Readonly<Record<Exclude<NonNullable<Waitlisted['because']>, 'window'>, (free: string) => string>> =
  {
    'sector-share': (free) => `${free} stood free, kept for sponsors of another sector.`,
    'sponsor-maximum': (free) => `${free} stood free, but its sponsor held the most it may.`,
    group: (free) => `${free} stood free, kept for a group that was asked whether it may be split.`,
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
  if (passing)
    return `Nobody who waited could take the seat${passing}, and ${free}: a free one was offered at once, until ${day}.`;

  return `Nobody waited, and ${free}: a free one was offered at once, until ${day}.`;
};

const passed = ({ passing = [] }: Offered): string =>
  passing.length === 0 ? '' : ` (${passing.map((reason) => PASSED[reason]).join('; ')})`;

const PASSED: Readonly<Record<NonNullable<Offered['passing']>[number], string>> = {
  'sector-share': 'seats were kept for other sectors',
  'sponsor-maximum': 'sponsors held the most they may',
  group: 'groups did not fit in what was free',
};

/** So many seats, in words. */
export const seats = (count: number): string => (count === 1 ? '1 seat' : `${count} seats`);

const waiting = (ahead: number): string =>
  ahead === 0 ? 'nobody' : ahead === 1 ? '1 that waited' : `${ahead} that waited`;
