import { createHash } from 'node:crypto';
import { type BusinessDate, daysAfter, Id, inWords, nothing, refuse, rule, Words } from '#kernel';
import { orderDrawn, type PlaceEvent, windowClosed } from './events.js';
import { inOrder, PRIORITY } from './line.js';
import type { PlaceBook } from './place-book.js';
import { groupOf, waitingOf } from './with-place.js';

/** Requests one window may take: the order drawn of them is one event, and an event has a limit. */
export const MOST_IN_A_WINDOW = 20_000;

/** The window is over: what it took is drawn. Due when its last day is over. */
export class CloseWindow {
  @Id() cohortId!: string;
}

export const closeWindow = rule(CloseWindow, ['window-open'], ({ cohortId }, book: PlaceBook, { today }) => {
  const { rules } = book;
  if (rules?.windowClosesOn !== undefined && today <= rules.windowClosesOn)
    return refuse(
      'window-open',
      `Requests of the window are taken until ${inWords(rules.windowClosesOn)}, that day included.`,
    );

  return windowClosing(cohortId, book, today);
});

/** The closing of a window whose last day is over, unless it was recorded. The day decides: what follows comes too late for it. */
export const windowClosing = (
  cohortId: string,
  book: PlaceBook,
  today: BusinessDate,
): readonly PlaceEvent[] => {
  const { rules, cancelled, windowEndsBefore } = book;
  if (rules?.orderRule !== 'window' || rules.windowClosesOn === undefined || cancelled) return nothing;
  if (today <= rules.windowClosesOn || windowEndsBefore !== undefined) return nothing;

  const { toDraw } = lotsOf({ ...book, windowEndsBefore: book.nextTurn });
  return [windowClosed({ cohortId, requests: placesOf(toDraw).length }, daysAfter(rules.windowClosesOn, 1))];
};

/**
 * Draws the order of a window's requests from a seed that nobody chose: the hash of the event that closed the window. Those
 * carried here before the book opened are not drawn, having been in an order before: they keep it, ahead of the others.
 */
export class DrawOrder {
  @Id() cohortId!: string;
  @Words() seed!: string;
}

export const drawOrder = rule(DrawOrder, ['window-open'], ({ cohortId, seed }, book: PlaceBook) => {
  if (book.drawn || book.cancelled) return nothing;
  if (book.windowEndsBefore === undefined)
    return refuse('window-open', 'The window has not been closed: there is nothing to draw yet.');

  const { carried, toDraw } = lotsOf(book);
  return [
    orderDrawn({
      ...{ cohortId, seed, order: placesOf([...carried, ...drawnFrom(seed, toDraw)]) },
      ...(carried.length === 0 ? {} : { carried: placesOf(carried).length }),
    }),
  ];
});

/** What is drawn: a request, or a group whose places stay together, under the number of the turn it drew as it asked. */
export interface Lot {
  readonly number: number;
  readonly placeIds: readonly string[];
}

/**
 * The lots in the order drawn: by the SHA-256, in hex, of `{seed}:{number}`. The numbers are the turns given out as the
 * requests came in, so whoever withdraws after the window closed moves nobody, and anyone can draw again:
 * `printf '%s' "$seed:$number" | sha256sum` for each lot, sorted.
 */
export const drawnFrom = (seed: string, lots: readonly Lot[]): readonly Lot[] =>
  lots
    .map((lot) => ({ lot, drawn: createHash('sha256').update(`${seed}:${lot.number}`).digest('hex') }))
    .sort((one, other) => (one.drawn < other.drawn ? -1 : 1))
    .map(({ lot }) => lot);

const placesOf = (lots: readonly Lot[]): readonly string[] => lots.flatMap(({ placeIds }) => placeIds);

const lotsOf = (book: PlaceBook): { readonly carried: readonly Lot[]; readonly toDraw: readonly Lot[] } => {
  const lots = waitingLots(book);
  const wasCarried = ({ number }: Lot): boolean => number < book.nextCarriedTurn;

  return {
    carried: lots.filter(wasCarried).sort((one, other) => one.number - other.number),
    toDraw: lots.filter((lot) => !wasCarried(lot)),
  };
};

const waitingLots = (book: PlaceBook): readonly Lot[] =>
  [...inOrder(book.line)]
    .filter(({ standing, turn }) => standing >= PRIORITY && turn < (book.windowEndsBefore ?? 0))
    .map(({ turn, placeId }) => {
      const group = groupOf(book, { placeId });
      if (!group || group.split) return { number: turn, placeIds: [placeId] };

      // The number the group asked under, whoever of it has left since; a place of another sponsor has its own.
      const turns = group.placeIds.map((member) => {
        const other = book.places.get(member);
        return (other?.sponsorId === group.sponsorId ? other.turn : undefined) ?? turn;
      });
      return { number: Math.min(...turns), placeIds: waitingOf(book, group) };
    });
