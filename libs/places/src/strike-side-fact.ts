import { type BusinessDate, nothing } from '#kernel';
import type { ToCorrect } from './correction-policies.js';
import { limitCorrected } from './correction-limit.js';
import { TAKEN_BACK } from './correction-side-facts.js';
import { type PlaceEvent, placeFactStruck } from './events.js';
import { CORRECTED } from './line.js';
import { holdsSeat, isOngoing, type Place, type PlaceBook, type ToldFact } from './place-book.js';
import { answeringFor } from './place-indexes.js';
import { ANSWERING, fallen, fallingWith, toldOf } from './told-facts.js';
import type { SideFact } from './vocabulary.js';

interface Striking {
  readonly cohortId: string;
  readonly placeId: string;
  readonly reason: string;
}

/** Strikes a fact beside the course of a place, or says why it stays. A priority is a group's: it falls for all of it. */
export const sideFactStruck = (
  { cohortId, placeId, reason }: Striking,
  book: PlaceBook,
  { place, told }: ToCorrect,
  fact: SideFact,
  today: BusinessDate,
) => {
  const all = [{ placeId, place, told }, ...(fact === 'given_priority' ? othersOf(book, placeId) : [])];
  for (const one of all) {
    const refusal = TAKEN_BACK[fact].keptBy({ ...one, book, today });
    if (refusal) return refusal;
  }

  return all.reduce<readonly PlaceEvent[]>(
    (struck, one) => [...struck, strikeOf({ cohortId, reason }, book, one, struck.length)],
    nothing,
  );
};

type OfPlace = ToCorrect & { readonly placeId: string };

const othersOf = (book: PlaceBook, placeId: string): readonly OfPlace[] => {
  const group = book.groups.get(book.places.get(placeId)?.groupId ?? '');
  if (!group || group.split) return [];

  return group.placeIds.flatMap((member) => {
    const place = book.places.get(member);
    const told = place && toldOf(place, 'given_priority');
    return member !== placeId && place && told && isOngoing(place.state)
      ? [{ placeId: member, place, told }]
      : [];
  });
};

const strikeOf = (
  { cohortId, reason }: { readonly cohortId: string; readonly reason: string },
  book: PlaceBook,
  { placeId, place, told }: OfPlace,
  before: number,
): PlaceEvent => {
  const { fact } = told;
  const fell = fallingWith(place, told);
  const offer = fell.find((one) => one.fact === 'offered');
  const awaited = offer !== undefined && place.standing === CORRECTED;
  const waits = offer !== undefined || fact === 'given_priority';
  return placeFactStruck({
    cohortId,
    placeId,
    awardId: book.rules?.awardId ?? '',
    corrects: told.event,
    fact,
    reason,
    backTo: offer && !awaited ? 'waiting' : place.state,
    seat: awaited ? 'awaited' : 'not_needed',
    freedSeat: offer !== undefined && holdsSeat(place.state),
    ...(waits ? { turn: turnOf(book, place, offer?.drawn === true) ?? book.nextTurn + before } : {}),
    ...(place.personId === undefined ? {} : { personId: place.personId }),
    ...fallen(fell),
    on: told.on,
    ...answeredAgain(told),
    ...limitCorrected(
      place.told ?? [],
      (place.told ?? []).filter((one) => one !== told && !fell.includes(one)),
    ),
  });
};

const answeredAgain = ({ fact, before }: ToldFact): { readonly sponsorId?: string } => {
  const sponsorId = before && ANSWERING.includes(fact) ? answeringFor(before) : undefined;

  return sponsorId === undefined ? {} : { sponsorId };
};

// Its own turn, unless the order was drawn while it held a seat: then its number is another's.
const turnOf = (
  { drawn, windowEndsBefore = 0 }: PlaceBook,
  { state, turn }: Place,
  offeredAfterTheDraw: boolean,
): number | undefined => {
  const isOld =
    state === 'offered' && drawn && !offeredAfterTheDraw && turn !== undefined && turn < windowEndsBefore;

  return isOld ? undefined : turn;
};
