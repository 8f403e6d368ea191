import { isOngoing, type Place, type PlaceBook } from './place-book.js';
import { toldOf } from './told-facts.js';
import type { CourseFact } from './vocabulary.js';

/**
 * The place as it stood before a fact. Who answers for it and what was corrected of it since stays; who had asked to take it
 * over, of a place that had ended, asks again.
 */
export const stoodBefore = (book: PlaceBook, place: Place, fact: CourseFact): Partial<Place> => {
  const stood = toldOf(place, fact)?.before;
  if (!stood) return {};
  const gone = Object.fromEntries(Object.keys(place).map((field) => [field, undefined]));
  const { sponsorId, sector, answering, withoutSponsor, selfFunded, answered } = place;
  const { reference, overRules, overShare, joinedOn, corrected } = place;

  return {
    ...gone,
    ...stood,
    ...{ sponsorId, sector, answering, withoutSponsor, selfFunded, answered },
    ...{ reference, overRules, overShare, joinedOn, corrected },
    ...(fact === 'accepted' ? {} : { purchaseOrder: place.purchaseOrder }),
    // The sponsor has the days of a warning anew: those it had are over, perhaps.
    warning: undefined,
    ...(isOngoing(place.state) ? { transfer: place.transfer, checks: place.checks } : {}),
    // What an opened book noted before, it has asked for.
    ...(book.rules ? { noted: undefined } : {}),
    // Who returns brings what they passed; they had not stood in line with it.
    ...(place.travelling ? { travelling: place.travelling } : {}),
    ...noticeOf(place, stood),
    ...sameParticipant(place, stood),
  };
};

// What was said of a deferral that stands was corrected, perhaps, since what is struck.
const noticeOf = ({ deferral: now }: Place, { deferral }: Place): Partial<Place> =>
  now && deferral
    ? {
        deferral: {
          ...deferral,
          notifiedOn: now.notifiedOn,
          reasonClass: now.reasonClass,
          modulesPassed: now.modulesPassed,
          hadStarted: now.hadStarted,
        },
      }
    : {};

// What was corrected of one participant is not said of another.
const sameParticipant = (place: Place, stood: Place): Partial<Place> =>
  place.personId !== undefined && stood.personId !== undefined && place.personId !== stood.personId
    ? {}
    : { factsCorrected: place.factsCorrected, kept: { ...stood.kept, ...corrected(place) } };

const corrected = ({ kept, factsCorrected = {} }: Place): Place['kept'] =>
  Object.fromEntries(
    Object.entries(kept).filter(([asAt]) => factsCorrected[asAt as keyof typeof factsCorrected]),
  );
